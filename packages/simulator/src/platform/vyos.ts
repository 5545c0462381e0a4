import { writeVyos, writeVyosBraces } from '../configuration/vyos.ts';
import type { Family } from './family.ts';

/** A bash underneath: bracketed paste at each prompt, `less` as the pager. */
export const vyos: Family = {
  platform: 'vyos',
  models: [
    { model: 'VMware Virtual Platform', version: 'VyOS 1.4.0' },
    { model: 'Supermicro SYS-5019D', version: 'VyOS 1.3.6' },
  ],
  bulk: 3.4,
  serial: 'AA-99999999',
  prompts: ['\x1b[?2004h{user}@{name}:~$ '],
  greeting: 'Linux {name} 6.6.32-amd64-vyos\nWelcome to VyOS!\n\nLast login: {clock} from 10.250.0.9\n',
  echoEnd: '\r\n\x1b[?2004l\r',
  pager: { marker: ':', erase: '\r\x1b[K' },
  abbreviates: true,
  commands: [
    { line: 'set terminal length 0', effect: 'paging-off' },
    { line: 'set terminal length 24', effect: 'paging-on' },
    { line: 'set terminal width 512', text: '' },
    { line: 'show configuration commands', view: 'running' },
    { line: 'show configuration', view: 'braces' },
    {
      line: 'show version',
      text:
        'Version:          {version}\nRelease train:    current\n\nBuilt by:         maintainers@vyos.net\n' +
        'Architecture:     x86_64\nBoot via:         installed image\nSystem type:      KVM guest\n\n' +
        'Hardware vendor:  VyOS\nHardware model:   {model}\nHardware S/N:     {serial}\n' +
        'Hardware UUID:    4c4c4544-0031-4810-8054-b4c04f4d3232\n\nCopyright:        VyOS maintainers and contributors\n',
    },
    { line: 'exit', text: 'logout\n', effect: 'leave' },
  ],
  pipes: {
    'no-more': { unpaged: true },
    match: { keep: true },
    'no-match': { drop: true },
  },
  unknown: '\n  Invalid command: [{line}]\n\n',
  pressKey: { text: 'Press any key to continue', key: null },
  logLine: '\nMessage from syslogd@{name} at {clock} ...\n kernel:[ 1204.1] eth3: link down',
  views: { running: writeVyos, braces: writeVyosBraces },
  volatile: [],
};
