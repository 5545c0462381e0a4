import { writeJunos, writeJunosSet } from '../configuration/juniper-junos.ts';
import type { Family } from './family.ts';

export const juniperJunos: Family = {
  platform: 'juniper_junos',
  models: [
    { model: 'mx204', version: '21.4R3.15' },
    { model: 'qfx5120-48y', version: '22.2R3-S2.8' },
    { model: 'srx345', version: '20.4R3-S4.8' },
  ],
  bulk: 4,
  serial: 'AA999999999',
  prompts: ['{user}@{name}> '],
  greeting: 'Last login: {clock} from 10.250.0.9\n--- JUNOS {version} Kernel 64-bit  JNPR-12.1-20220224\n',
  pager: { marker: '---(more)---', erase: `\r${' '.repeat(40)}\r` },
  abbreviates: true,
  commands: [
    { line: 'set cli screen-length 0', text: 'Screen length set to 0\n\n', effect: 'paging-off' },
    { line: 'set cli screen-length 24', text: 'Screen length set to 24\n\n', effect: 'paging-on' },
    { line: 'set cli screen-width 0', text: 'Screen width set to 0\n\n' },
    { line: 'set cli screen-width 511', text: 'Screen width set to 511\n\n' },
    { line: 'set cli complete-on-space off', text: 'Disabling complete-on-space\n\n' },
    { line: 'show configuration', view: 'running' },
    {
      line: 'show version',
      text: 'Hostname: {name}\nModel: {model}\nJunos: {version}\nJUNOS OS Kernel 64-bit  [20220224.aae61b9]\nJUNOS OS libs [20220224.aae61b9]\n\n',
    },
    {
      line: 'show chassis hardware',
      text: 'Hardware inventory:\nItem             Version  Part number  Serial number     Description\nChassis                                {serial}       {model}\nRouting Engine 0          BUILTIN      BUILTIN           RE-S-1600x8\n\n',
    },
    {
      line: 'show system uptime',
      text: 'Current time: {clock}\nSystem booted: 2026-01-22 ({uptime} ago)\n\n',
    },
    { line: 'exit', text: '\n', effect: 'leave' },
    { line: 'quit', text: '\n', effect: 'leave' },
  ],
  pipes: {
    'no-more': { unpaged: true },
    'display set': { view: 'set' },
    'display omit': {},
    match: { keep: true },
    except: { drop: true },
  },
  unknown: '{pad}^\nunknown command.\n\n',
  pressKey: { text: 'Press any key to continue', key: null },
  logLine:
    '\nMessage from syslogd@{name} at {clock}  ...\n{name} mib2d[2044]: SNMP_TRAP_LINK_DOWN: ifIndex 512, ge-0/0/3',
  views: { running: writeJunos, set: writeJunosSet },
  volatile: [/^## Last commit: /],
};
