import { writeCiscoIos } from '../configuration/cisco-ios.ts';
import type { Family } from './family.ts';

export const ciscoIos: Family = {
  platform: 'cisco_ios',
  models: [
    { model: 'ISR4331/K9', version: '17.09.04a' },
    { model: 'C9300-48P', version: '17.12.03' },
    { model: 'ASR-920-12CZ-A', version: '16.12.08' },
    { model: 'CISCO2911/K9', version: '15.7(3)M8' },
  ],
  serial: 'AAA9999A9AA',
  prompts: ['{name}>', '{name}#'],
  greeting: '\nUnauthorised access is prohibited. Password: not here > # {name}# is an example\n\n\n',
  enable: { command: 'enable', asks: 'Password: ', refused: '% Access denied\n\n' },
  pager: { marker: ' --More-- ', erase: `${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}` },
  abbreviates: true,
  commands: [
    { line: 'terminal length 0', effect: 'paging-off' },
    { line: 'terminal length 24', effect: 'paging-on' },
    { line: 'terminal width 511', text: '' },
    { line: 'terminal width 0', text: '' },
    { line: 'terminal no monitor', text: '' },
    { line: 'show running-config', level: 1, view: 'running' },
    { line: 'show running-config view full', level: 1, view: 'running' },
    { line: 'more system:running-config', level: 1, view: 'running' },
    {
      line: 'show version',
      text:
        'Cisco IOS Software, IOS-XE Software ({model}), Version {version}, RELEASE SOFTWARE (fc2)\n' +
        'Technical Support: http://www.cisco.com/techsupport\n\nROM: IOS-XE ROMMON\n\n' +
        '{name} uptime is {uptime}\nUptime for this control processor is {uptime}\n' +
        'System returned to ROM by reload\nSystem image file is "bootflash:packages.conf"\n\n' +
        'cisco {model} (1RU) processor with 1795999K/6147K bytes of memory.\nProcessor board ID {serial}\n' +
        '4 Gigabit Ethernet interfaces\n\nConfiguration register is 0x2102\n\n',
    },
    {
      line: 'show inventory',
      text: 'NAME: "Chassis", DESCR: "Cisco {model} Chassis"\nPID: {model}  , VID: V05  , SN: {serial}\n\n',
    },
    { line: 'show clock', text: '*{clock}\n' },
    { line: 'disable', effect: 'disable' },
    { line: 'exit', effect: 'leave' },
    { line: 'logout', effect: 'leave' },
    { line: 'quit', effect: 'leave' },
  ],
  pipes: {
    include: { keep: true },
    exclude: { drop: true },
  },
  unknown: "{pad}^\n% Invalid input detected at '^' marker.\n\n",
  pressKey: { text: 'Press any key to continue', key: null },
  logLine: '*{clock}: %LINEPROTO-5-UPDOWN: Line protocol on Interface Gi0/3, changed state to down',
  views: { running: writeCiscoIos },
  volatile: [
    /^Building configuration\.\.\.$/,
    /^Current configuration : \d+ bytes$/,
    /^! Last configuration change at /,
    /^! NVRAM config last updated at /,
    /^ntp clock-period \d+$/,
  ],
};
