import { writeFortinet } from '../configuration/fortinet.ts';
import type { Family } from './family.ts';

export const fortinet: Family = {
  platform: 'fortinet',
  models: [
    { model: 'FGT60F', version: '7.4.4' },
    { model: 'FG100F', version: '7.2.8' },
    { model: 'FGT91G', version: '7.4.7' },
  ],
  bulk: 2.4,
  serial: 'FGT60FTK99999999',
  prompts: ['{name} # '],
  greeting: '',
  pager: { marker: '--More-- ', erase: '\r         \r' },
  abbreviates: false,
  commands: [
    { line: 'show', view: 'running' },
    { line: 'show full-configuration', view: 'running' },
    {
      line: 'get system status',
      text:
        'Version: {model} v{version},build2662,240514 (GA.F)\nFirmware Signature: certified\nSerial-Number: {serial}\n' +
        'BIOS version: 05000012\nHostname: {name}\nOperation Mode: NAT\nCurrent virtual domain: root\n' +
        'Virtual domain configuration: disable\nSystem time: {clock}\nUptime: {uptime}\n\n',
    },
    { line: 'exit', effect: 'leave' },
    { line: 'quit', effect: 'leave' },
  ],
  pipes: { grep: { keep: true, unpaged: true } },
  unknown: "command parse error before '{word}'\nCommand fail. Return code -61\n\n",
  pressKey: { text: "Authorised use only\n(Press 'a' to accept):", key: 'a' },
  logLine: 'date=2026-03-02 devname="{name}" level="warning" msg="interface port3 link down"',
  views: { running: writeFortinet },
  volatile: [/^#conf_file_ver=/, /^\s*set \S+ ENC (?!SH2)\S+$/],
};
