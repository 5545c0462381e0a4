import { writeCiscoAsa, writeMaskedCiscoAsa } from '../configuration/cisco-asa.ts';
import type { Family } from './family.ts';

export const ciscoAsa: Family = {
  platform: 'cisco_asa',
  models: [
    { model: 'ASA5516', version: '9.12(4)67' },
    { model: 'ASA5555', version: '9.14(4)23' },
  ],
  serial: 'AAA9999999A',
  prompts: ['{name}> ', '{name}# '],
  greeting:
    "User {user} logged in to {name}\nLogins over the last 1 days: 3.  Last login: {clock} from 10.250.0.9\nFailed logins since the last login: 0.  \nType help or '?' for a list of available commands.\n",
  enable: { command: 'enable', asks: 'Password: ', showsStars: true, refused: 'Access denied.\n' },
  pager: { marker: '<--- More --->', erase: `\r${' '.repeat(14)}\r` },
  abbreviates: true,
  commands: [
    { line: 'terminal pager 0', level: 1, effect: 'paging-off' },
    { line: 'terminal pager 24', level: 1, effect: 'paging-on' },
    { line: 'more system:running-config', level: 1, view: 'running' },
    { line: 'show running-config', level: 1, view: 'masked' },
    {
      line: 'show version',
      text:
        '\nCisco Adaptive Security Appliance Software Version {version} \n\nSystem image file is "disk0:/asa.bin"\n\n' +
        '{name} up {uptime}\n\nHardware:   {model}, 8192 MB RAM, CPU Atom C2000 series 2416 MHz\n\n' +
        'Serial Number: {serial}\nConfiguration last modified by netops at {clock}\n',
    },
    {
      line: 'show inventory',
      text: 'Name: "Chassis", DESCR: "{model} with FirePOWER services"\nPID: {model}            , VID: V06     , SN: {serial}\n\n',
    },
    { line: 'show mode', text: 'Security context mode: single \n' },
    { line: 'disable', effect: 'disable' },
    { line: 'exit', text: '\nLogoff\n\n', effect: 'leave' },
    { line: 'logout', text: '\nLogoff\n\n', effect: 'leave' },
    { line: 'quit', text: '\nLogoff\n\n', effect: 'leave' },
  ],
  pipes: {
    include: { keep: true },
    exclude: { drop: true },
    grep: { keep: true },
  },
  unknown: "{pad}^\nERROR: % Invalid input detected at '^' marker.\n",
  pressKey: { text: 'Press any key to continue', key: null },
  logLine: '%ASA-4-411002: Line protocol on Interface GigabitEthernet0/3, changed state to down',
  views: { running: writeCiscoAsa, masked: writeMaskedCiscoAsa },
  volatile: [/^: Saved$/, /^:$/, /^: Written by /, /^Cryptochecksum:/],
};
