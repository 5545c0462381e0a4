import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Oxidized ciscosmb, RANCID iossb.pm';

/** What Cisco's small-business switches and Dell PowerConnect have in common: a Marvell-based command line. */
export const datadumpLike = {
  ...iosLike,
  login: {
    username: '^(user ?name|user|login)\\s*:\\s*$',
    answers: [
      {
        when: 'exceeded the maximum lifetime|change (your|the) password|password (aging|expir).*\\(y/n\\).*$',
        send: 'N',
      },
    ],
  },
  setup: ['terminal datadump', 'terminal length 0', 'terminal width 511'],
  pagers: [
    ...iosLike.pagers,
    { when: '^more: <space>,.*$', send: ' ' },
    { when: '^(quit|press).*<(space|cr|return)>.*$', send: ' ' },
  ],
};

/** Sources: Oxidized `ciscosmb`, RANCID `iossb.pm`, netmiko `cisco_s300`. */
export const ciscoS300: PlatformData = {
  ...datadumpLike,
  name: 'cisco_s300',
  title: 'Cisco Small Business (SG, CBS, Catalyst 1200 and 1300)',
  aliases: ['cisco_s200', 'ciscosmb', 'cisco-sb', 'sg300', 'cbs', 'ios-sb'],
  configuration: { commands: ['show running-config'], minLines: 6, hostname: '^hostname (\\S+)' },
  facts: [
    {
      command: 'show version',
      version: '^\\s*(?:SW version|Version:) +(\\S+)',
    },
    {
      command: 'show system',
      model: '^System Description: +(\\S+)',
      hostname: '^System Name: +(\\S+)',
      uptime: '^System Up Time \\([^)]*\\): +(\\S+)',
    },
    { command: 'show system id', serial: '^\\s*(?:Serial number\\s*:|\\d+) +(\\S+)\\s*$' },
  ],
  volatile: [
    { pattern: '^Current configuration ?: \\d+' },
    { pattern: '^ntp clock-period ' },
    { pattern: '^! ?System (restarted|Up Time)' },
  ],
  secrets: [
    { kind: 'password', pattern: '^username \\S+ password (?:encrypted )?(?<secret>\\S+)', source },
    { kind: 'password', pattern: '^enable password (?:level \\d+ )?(?:encrypted )?(?<secret>\\S+)', source },
    {
      kind: 'aaa-key',
      pattern: '^(?:encrypted )?(?:radius|tacacs)-server (?:host \\S+ .*?)?key (?<secret>\\S+)',
      source,
    },
    { kind: 'ntp-key', pattern: '^(?:encrypted )?sntp authentication-key \\d+ md5 (?<secret>\\S+)', source },
    ...iosSecrets,
  ],
};
