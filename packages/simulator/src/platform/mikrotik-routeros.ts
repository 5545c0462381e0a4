import { writeHiddenRouteros, writeRouteros } from '../configuration/mikrotik-routeros.ts';
import type { Family } from './family.ts';

export const mikrotikRouteros: Family = {
  platform: 'mikrotik_routeros',
  models: [
    { model: 'RB4011iGS+', version: '7.14.3' },
    { model: 'CCR2004-1G-12S+2XS', version: '7.10.1' },
    { model: 'L009UiGS', version: '7.15.2' },
  ],
  bulk: 1.7,
  serial: 'AA9A99AA999A',
  prompts: ['[{user}@{name}] > '],
  colourPrompts: ['\r\r\r\r[\x1b[36m{user}\x1b[m\x1b[35m@\x1b[m\x1b[1m{name}\x1b[m] > \x1b[K'],
  greeting:
    '\n  MikroTik RouterOS {version} (c) 1999-2024       https://www.mikrotik.com/\n\n\nPress F1 for help\n\n',
  abbreviates: false,
  takesLoginOptions: true,
  commands: [
    { line: '/export show-sensitive', view: 'running' },
    { line: 'export show-sensitive', view: 'running' },
    { line: '/export', view: 'hidden' },
    { line: 'export', view: 'hidden' },
    { line: '/export hide-sensitive', view: 'hidden' },
    {
      line: '/system resource print',
      text:
        '                   uptime: {uptime}\n                  version: {version} (stable)\n' +
        '               build-time: 2024-04-17 12:47:58\n         factory-software: 6.46\n' +
        '              free-memory: 843.2MiB\n             total-memory: 1024.0MiB\n' +
        '        architecture-name: arm\n               board-name: {model}\n                 platform: MikroTik\n',
    },
    {
      line: '/system routerboard print',
      text: '       routerboard: yes\n             model: {model}\n     serial-number: {serial}\n  current-firmware: {version}\n  upgrade-firmware: {version}\n',
    },
    { line: '/system identity print', text: '  name: {name}\n' },
    { line: '/quit', text: 'interrupted\n', effect: 'leave' },
    { line: 'quit', text: 'interrupted\n', effect: 'leave' },
    { line: 'exit', text: 'interrupted\n', effect: 'leave' },
  ],
  pipes: {},
  unknown: 'bad command name {word} (line 1 column 1)\n',
  pressKey: { text: '\nDo you want to see the software license? [Y/n]: ', key: 'n' },
  logLine: '{clock} echo: interface,info ether3 link down',
  views: { running: writeRouteros, hidden: writeHiddenRouteros },
  volatile: [/^# \d{4}-\d\d-\d\d \d\d:\d\d:\d\d by RouterOS /],
};
