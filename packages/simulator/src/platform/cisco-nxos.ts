import { writeCiscoNxos } from '../configuration/cisco-nxos.ts';
import type { Family } from './family.ts';

export const ciscoNxos: Family = {
  platform: 'cisco_nxos',
  models: [
    { model: 'N9K-C93180YC-FX', version: '9.3(10)' },
    { model: 'N5K-C5548UP', version: '7.3(13)N1(1)' },
    { model: 'N9K-C9336C-FX2', version: '10.2(5)' },
  ],
  serial: 'AAA999999AA',
  prompts: ['{name}# '],
  greeting: '\nCisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\n',
  echoEnd: '\r\r\n',
  pager: { marker: '\x1b[7m--More--\x1b[27m', erase: '\r        \r' },
  abbreviates: true,
  commands: [
    { line: 'terminal length 0', effect: 'paging-off' },
    { line: 'terminal length 24', effect: 'paging-on' },
    { line: 'terminal width 511', text: '' },
    { line: 'terminal no monitor', text: '' },
    { line: 'terminal no-monitor-force', text: '' },
    { line: 'show running-config', view: 'running' },
    {
      line: 'show version',
      text:
        'Cisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\n\nSoftware\n' +
        '  BIOS: version 05.45\n  NXOS: version {version}\n  NXOS image file is: bootflash:///nxos.{version}.bin\n\n' +
        'Hardware\n  cisco Nexus {model} Chassis \n  Intel(R) Xeon(R) CPU with 24633488 kB of memory.\n' +
        '  Processor Board ID {serial}\n\n  Device name: {name}\n  bootflash:   53298520 kB\n' +
        'Kernel uptime is {uptime}\n\n',
    },
    {
      line: 'show inventory',
      text: 'NAME: "Chassis",  DESCR: "Nexus {model} Chassis"         \nPID: {model}     ,  VID: V02 ,  SN: {serial}          \n\n',
    },
    { line: 'exit', effect: 'leave' },
  ],
  pipes: {
    'no-more': { unpaged: true },
    include: { keep: true },
    exclude: { drop: true },
  },
  unknown: "{pad}^\n% Invalid command at '^' marker.\n",
  pressKey: { text: 'Press any key to continue', key: null },
  logLine: '{clock} {name} %ETHPORT-5-IF_DOWN_LINK_FAILURE: Interface Ethernet1/7 is down (Link failure)',
  views: { running: writeCiscoNxos },
  volatile: [/^!Command: show running-config$/, /^!Time: /, /^!Running configuration last done at: /],
};
