import { writeAristaEos } from '../configuration/arista-eos.ts';
import type { Family } from './family.ts';

export const aristaEos: Family = {
  platform: 'arista_eos',
  models: [
    { model: 'DCS-7050SX3-48YC8', version: '4.29.2F' },
    { model: 'DCS-7280SR3-48YC8', version: '4.31.1F' },
    { model: 'CCS-720XP-48ZC2', version: '4.30.4M' },
  ],
  serial: 'AAA99999999',
  prompts: ['{name}>', '{name}#'],
  greeting: 'Last login: {clock} from 10.250.0.9\n',
  enable: { command: 'enable', asks: 'Password: ', refused: '% Authentication failed\n' },
  pager: { marker: ' --More-- ', erase: '\r\x1b[K' },
  abbreviates: true,
  commands: [
    { line: 'terminal length 0', text: 'Pagination disabled.\n', effect: 'paging-off' },
    { line: 'terminal length 24', effect: 'paging-on' },
    { line: 'terminal width 511', text: 'Width set to 511 columns.\n' },
    { line: 'terminal dont-ask', text: '' },
    { line: 'show running-config', level: 1, view: 'running' },
    {
      line: 'show version',
      text:
        'Arista {model}\nHardware version: 12.03\nSerial number: {serial}\nHardware MAC address: 2cdd.e9f0.1122\n' +
        'System MAC address: 2cdd.e9f0.1122\n\nSoftware image version: {version}\nArchitecture: i686\n' +
        'Internal build version: {version}-30640700.4292F\n\nUptime: {uptime}\nTotal memory: 8099732 kB\n' +
        'Free memory: 5822140 kB\n\n',
    },
    {
      line: 'show inventory',
      text: 'System information\n  Model                    Description\n  ------------------------ -----------\n  {model}        48-port switch\n\n  HW Version  Serial Number  Mfg Date   Epoch\n  ----------- -------------- ---------- -----\n  12.03       {serial}    2021-04-07 03.00\n\n',
    },
    { line: 'disable', effect: 'disable' },
    { line: 'exit', effect: 'leave' },
    { line: 'logout', effect: 'leave' },
    { line: 'quit', effect: 'leave' },
  ],
  pipes: {
    'no-more': { unpaged: true },
    include: { keep: true },
    exclude: { drop: true },
  },
  unknown: '% Invalid input\n',
  pressKey: { text: 'Press any key to continue', key: null },
  logLine:
    '{clock} {name} Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet7, changed state to down',
  views: { running: writeAristaEos },
  volatile: [/^! Time: /, /^! Command: /],
};
