import type { PlatformData } from '../platform.ts';
import { morePagers, percentRefusals } from './shared.ts';

const source = 'RANCID ciscowlc.pm, Cisco WLC command reference';

/**
 * AireOS controllers. Paging is not switched off, since that is a setting of the controller; its stops are answered.
 * Sources: Oxidized `aireos`, RANCID `ciscowlc.pm`, netmiko `cisco_wlc`.
 */
export const ciscoWlc: PlatformData = {
  name: 'cisco_wlc',
  title: 'Cisco AireOS wireless controller',
  aliases: ['aireos', 'cisco-wlc4', 'cisco-wlc5', 'cisco-wlc8', 'cisco_wlc_ssh', 'ciscowlc'],
  algorithms: 'legacy',
  prompt: '^\\((?<name>[^()\\n]+)\\) ?(config)?>\\s*$',
  login: { username: '^User:\\s*$', sshNone: true },
  configuration: {
    commands: ['show run-config commands'],
    minLines: 6,
    hostname: '^\\s*config sysname (\\S+)|^\\s*sysname (\\S+)',
    tail: ['^Press Enter to continue.*$'],
  },
  facts: [
    {
      command: 'show sysinfo',
      version: '^Product Version\\.+ (\\S+)',
      hostname: '^System Name\\.+ (\\S+)',
      uptime: '^System Up Time\\.+ (.+)$',
    },
    { command: 'show inventory', model: 'PID: (\\S+?),', serial: 'SN: (\\S+)' },
  ],
  refusals: [...percentRefusals, '^Incorrect (usage|input)', '^HELP:', '^Request failed'],
  pagers: [
    ...morePagers,
    { when: '^(--More-- or )?\\(?q\\)?uit.*$', send: ' ' },
    { when: '^Press Enter to continue( or <?ctrl-?z>? to (abort|continue))?.*$', send: '\n' },
    { when: '^Would you like to display the next .*\\? ?\\(y/n\\)\\s*$', send: 'y' },
  ],
  volatile: [{ pattern: '^\\s*rogue (adhoc|client) (Alert|Unknown) ' }],
  secrets: [
    {
      kind: 'snmp-community',
      pattern:
        '^\\s*(?:config )?snmp community (?:create|accessmode \\S+|ipaddr \\S+ \\S+|mode \\S+) (?<secret>\\S+)',
      source,
    },
    {
      kind: 'aaa-key',
      pattern:
        '^\\s*(?:config )?(?:radius|tacacs) (?:auth|acct|athr) add .*? (?:ascii|hex|encrypt [\\d ]+|\\d+) (?<secret>\\S+)$',
      source,
    },
    {
      kind: 'wlan-key',
      pattern:
        '^\\s*(?:config )?wlan security wpa akm psk set-key \\S+ (?:encrypt .*? )?(?<secret>\\S+) \\d+$',
      source,
    },
    {
      kind: 'password',
      pattern: '^\\s*(?:config )?mgmtuser add (?:encrypt )?\\S+ (?:\\d+ )?(?<secret>\\S+)',
      source,
    },
  ],
  comment: '#',
  logout: { command: 'logout', answers: [{ when: '\\(y/n\\)\\s*$', send: 'n' }] },
  patience: 2,
};
