import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike, lessPagers, morePagers, percentRefusals } from './shared.ts';

const old = { algorithms: 'legacy' as const };

/** Sources: Oxidized `boss`, netmiko `extreme_ers`. */
export const extremeErs: PlatformData = {
  ...iosLike,
  ...old,
  name: 'extreme_ers',
  title: 'Extreme and Avaya ERS (BOSS)',
  aliases: ['boss', 'avaya_ers'],
  login: {
    answers: [
      { when: 'enter ctrl-y to begin', send: '\u0019' },
      { when: 'command line interface\\.\\.\\.', send: 'c' },
    ],
  },
  setup: ['terminal length 0', 'terminal width 132'],
  configuration: {
    commands: ['show running-config'],
    minLines: 6,
    hostname: '^snmp-server name "?([^"\\n]+?)"?$',
  },
  facts: [
    {
      command: 'show sys-info',
      model: '^sysDescr: +(.+?) +HW:',
      version: ' SW:v?(\\S+)',
      serial: '^Serial #: +(\\S+)',
      uptime: '^sysUpTime: +(.+?)\\s*$',
    },
  ],
  volatile: [{ pattern: '^! clock set ' }, { pattern: '^!? ?(sysUpTime|sysNtpTime|sysRtcTime):' }],
  secrets: iosSecrets,
  logout: { command: 'logout' },
};

/** Sources: Oxidized `enterprise_sonic`, netmiko `dell_sonic`. */
export const dellSonic: PlatformData = {
  ...iosLike,
  name: 'dell_sonic',
  title: 'Enterprise SONiC',
  aliases: ['edgecore_sonic', 'enterprise_sonic', 'sonic'],
  prompt: '^(?<name>[\\w.@-]+)(:[^#$%\\n]*)?(\\([^()\\n]*\\))?[>#$]\\s*$',
  privilege: [{ when: ':.*[#$]\\s*$', command: 'sonic-cli' }],
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-configuration', 'show runningconfiguration all'],
    minLines: 3,
    hostname: '^hostname (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^SONiC Software Version: +(\\S+)|^Software Version +: +(\\S+)',
      model: '^HwSKU: +(\\S+)|^Product +: +(.+?)\\s*$',
      serial: '^Serial Number: +(\\S+)',
    },
  ],
  secrets: iosSecrets,
};

/** Sources: Oxidized `tplink`, netmiko `tplink_jetstream`. */
export const tplinkJetstream: PlatformData = {
  ...iosLike,
  ...old,
  name: 'tplink_jetstream',
  title: 'TP-Link JetStream',
  aliases: ['tplink'],
  lineEnd: 'crlf',
  privilege: [{ when: '>\\s*$', command: 'enable' }],
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-config'],
    endMarker: '^end$',
    minLines: 6,
    hostname: '^hostname "?([^"\\n]+?)"?$',
    head: ['^!TL-\\S+$'],
    tail: [],
  },
  facts: [
    {
      command: 'show system-info',
      version: '^ *Software Version +- (.+?)\\s*$',
      model: '^ *Hardware Version +- (.+?)\\s*$',
      serial: '^ *Serial Number +- (\\S+)',
      hostname: '^ *System Name +- (\\S+)',
      uptime: '^ *Running Time +- (.+?)\\s*$',
    },
  ],
  refusals: [...percentRefusals, '^\\s*error: '],
  pagers: [...morePagers, { when: '^press any key to continue \\(q to quit\\)\\s*$', send: ' ' }],
  secrets: iosSecrets,
};

/** Sources: Oxidized `dlink`, netmiko `dlink_ds`. */
export const dlinkDs: PlatformData = {
  ...old,
  name: 'dlink_ds',
  title: 'D-Link DGS, DES',
  aliases: ['dlink'],
  prompt: '^(?<name>[\\w.@() :/~+-]+?)(:\\w+)?[>#]\\s*$',
  login: { username: '^user ?name:\\s*$', password: '^pass ?word:\\s*$' },
  configuration: {
    commands: ['show config current_config', 'show config current', 'show running-config'],
    minLines: 6,
  },
  facts: [
    {
      command: 'show switch',
      version: '^Firmware Version +: (.+?)\\s*$',
      model: '^Device Type +: (\\S+)',
      serial: '^Serial Number +: (\\S+)',
      hostname: '^System Name +: (\\S+)',
      uptime: '^System Up ?time +: (.+?)\\s*$',
    },
  ],
  refusals: [...percentRefusals, '^available commands:', '^next possible completions:'],
  pagers: [...morePagers, { when: '^ctrl\\+c +esc +q quit +space +n next page.*$', send: 'a' }],
  volatile: [{ pattern: '^# ?(system up ?time|(rtc|system) time) ?:' }],
  secrets: [
    {
      kind: 'snmp-community',
      pattern: '^create snmp community (?:encryption )?(?<secret>\\S+)',
      source: 'Oxidized dlink',
    },
    {
      kind: 'snmp-community',
      pattern: '^create snmp (?:group|user) .*?(?:auth \\S+|by_key \\S+) (?<secret>\\S+)',
      source: 'Oxidized dlink',
    },
    ...iosSecrets,
  ],
  comment: '#',
  logout: { command: 'logout' },
};

/** Sources: Oxidized `saos` and `saos10`, netmiko `ciena_saos`. */
export const cienaSaos: PlatformData = {
  ...old,
  name: 'ciena_saos',
  title: 'Ciena SAOS 6, 8 and 10',
  aliases: ['ciena_saos10', 'saos', 'saos10', 'ciena', 'ciena-ws'],
  prompt: '^(?<name>[\\w.@-]+?)\\*?[>#]\\s*$',
  setup: ['system shell session set more off', 'set session more off'],
  configuration: {
    commands: ['configuration show', 'show running-config'],
    minLines: 6,
    hostname: '^system set host-name (\\S+)',
  },
  facts: [
    { command: 'software show', version: 'Running Package +: (\\S+)' },
    {
      command: 'chassis show device-id',
      serial: '\\| *Serial Number *\\| *(\\S+)',
      model: '\\| *Model Number *\\| *(\\S+)',
    },
  ],
  refusals: [...percentRefusals, '^shell parser failure', '^syntax error'],
  pagers: [...morePagers, ...lessPagers],
  volatile: [{ pattern: '^! ?Created: ' }, { pattern: '^! ?On terminal: ' }],
  secrets: iosSecrets,
};

/** Sources: Oxidized `screenos`, RANCID `netscreen`. */
export const juniperScreenos: PlatformData = {
  ...old,
  name: 'juniper_screenos',
  title: 'Juniper ScreenOS',
  aliases: ['screenos', 'netscreen', 'ssg'],
  prompt: '^(?<name>[\\w.-]+)(\\(\\w+\\))?(\\([^()\\n]*\\))*->\\s*$',
  configuration: {
    commands: ['get config'],
    minLines: 6,
    hostname: '^set hostname (\\S+)',
    head: ['^Total Config size .*'],
  },
  facts: [
    {
      command: 'get system',
      version: '^Software Version: ([^,\\s]+)',
      model: '^Product Name: (\\S+)',
      serial: '^Serial Number: ([^,\\s]+)',
    },
  ],
  refusals: ['^\\s*\\^-+', '^unknown keyword', '^ambiguous '],
  pagers: [...morePagers, { when: '^--- more ---\\s*$', send: ' ' }],
  volatile: [{ pattern: '^(Date \\d|Up \\d+ hours)' }, { pattern: '^Total Config size ' }],
  secrets: [
    {
      kind: 'password',
      pattern: '^set admin (?:user \\S+ )?password "?(?<secret>[^"\\s]+)',
      source: 'Oxidized screenos',
    },
    {
      kind: 'pre-shared-key',
      pattern: '(?:preshare|secret) "?(?<secret>[^"\\s]+)',
      source: 'Oxidized screenos',
    },
    ...iosSecrets,
  ],
  comment: '#',
  logout: { command: 'exit', answers: [{ when: 'save\\? ?\\[y\\]/n|\\[y/n\\]|y/\\[n\\].*$', send: 'n' }] },
};

/** Sources: Oxidized `firewareos`, netmiko `watchguard_fireware`. */
export const watchguardFireware: PlatformData = {
  ...old,
  name: 'watchguard_fireware',
  title: 'WatchGuard Fireware',
  aliases: ['firewareos', 'watchguard'],
  prompt: '^(\\[[^\\]\\n]*\\])?(?<name>[\\w.-]+)(\\([^()\\n]*\\))?[>#]\\s*$',
  login: { answers: [{ when: 'agree.*\\(yes or no\\)\\??\\s*$', send: 'yes\n' }] },
  configuration: { commands: ['export config to console'], endMarker: '^</profile>$', minLines: 6 },
  facts: [
    {
      command: 'show sysinfo',
      version: '^version +: (\\S+)',
      model: '^system model +: (\\S+)',
      serial: '^serial number +: (\\S+)',
      hostname: '^system name +: (\\S+)',
      uptime: '^system uptime +: (.+?)\\s*$',
    },
  ],
  refusals: percentRefusals,
  pagers: morePagers,
  secrets: [
    {
      kind: 'password',
      pattern: '<(?:[\\w-]*(?:password|secret|passphrase|shared-key|psk|community)[\\w-]*)>(?<secret>[^<]+)',
      source: 'Fireware configuration format',
    },
  ],
  comment: '<!--',
};

/** Sources: Oxidized `tnsr`; a recorded TNSR 24.10. */
export const tnsr: PlatformData = {
  name: 'tnsr',
  title: 'Netgate TNSR',
  aliases: ['netgate_tnsr'],
  proven: 'recording',
  prompt: '^(?<name>[\\w.-]+) tnsr(\\([^()\\n]*\\))?[#>]\\s*$',
  configuration: {
    commands: ['show configuration running cli'],
    minLines: 6,
    hostname: '^system name (\\S+)',
  },
  facts: [{ command: 'show version', version: '^(?:Version: )?tnsr-v?(\\S+)|^Version: (\\S+)' }],
  refusals: ['^\\s*CLI syntax error: ', '^\\s*error: '],
  pagers: morePagers,
  secrets: iosSecrets,
  comment: '#',
};
