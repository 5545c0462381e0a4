import type { PlatformData } from '../platform.ts';
import { lessPagers, pemBlocks } from './shared.ts';

const source = 'Oxidized tmos, RANCID bigip.pm';

/**
 * BIG-IP, read over command channels: the pager of `tmsh` is a stored preference of the user.
 * Sources: Oxidized `tmos`, RANCID `bigip.pm`, netmiko `f5_tmsh`.
 */
export const f5Tmsh: PlatformData = {
  algorithms: 'legacy',
  name: 'f5_tmsh',
  title: 'F5 BIG-IP TMOS',
  aliases: ['f5_ltm', 'f5_linux', 'tmos', 'bigip', 'bigip13', 'f5'],
  channel: 'exec',
  prompt: '^(\\[(?<name>[\\w.-]+@[\\w.-]+)[^\\]\\n]*\\] [^#$\\n]*[#$]|[\\w.-]+@\\([^\\n]*\\)#)\\s*$',
  configuration: {
    commands: [
      'tmsh -q list all-properties recursive',
      'tmsh -q list',
      'list all-properties recursive',
      'list',
    ],
    hostname: '^\\s+hostname (\\S+)$',
    version: '^#TMSH-VERSION: (\\S+)',
  },
  facts: [
    { command: 'tmsh -q show sys version', version: '^\\s*Version +(\\S+)' },
    {
      command: 'tmsh -q show sys hardware',
      model: '^\\s*Name +(BIG-IP.+?)\\s*$',
      serial: '^\\s*(?:Chassis|Appliance) Serial +(\\S+)',
    },
  ],
  refusals: [
    '^(syntax error|data input error|unexpected error|\\S+: command not found|error: )',
    '^\\d{8}:\\d+: ',
  ],
  pagers: [
    ...lessPagers,
    { when: '^---\\(less \\d+%\\)---$', send: ' ' },
    { when: '^display all \\d+ items\\? \\(y/n\\)\\s*$', send: 'y' },
  ],
  volatile: [
    { pattern: '^\\s+state (up|down|checking|user-up|user-down|fqdn-\\S+)$' },
    { pattern: '^\\s+errors \\d+$' },
    { pattern: '^\\s+(bandwidth-bps|bandwidth-cps|bandwidth-pps) \\d+$' },
    { pattern: '^\\s+(fan-speed|temperature|humidity) ' },
    { pattern: '^\\s+(configsync\\.localconfigtime|gtm\\.configtime|ltm\\.configtime) ' },
  ],
  secrets: [
    // These are wrapped anew at times without a change of the value.
    {
      kind: 'password',
      pattern: '^\\s*\\S*(?:encrypted|encrypted-password) (?<secret>\\S+)',
      opaque: true,
      source,
    },
    {
      kind: 'password',
      pattern: '^\\s*\\S*(?:secret|password|passphrase|bind-pw) (?!none$)(?<secret>\\S+)',
      source,
    },
    { kind: 'snmp-community', pattern: '^\\s*community(?:-name)? (?<secret>[^\\s{]+)$', source },
    ...pemBlocks,
  ],
  comment: '#',
  patience: 2,
};
