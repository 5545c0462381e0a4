import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

/** Sources: Oxidized `boss`, netmiko `extreme_ers`. */
export const extremeErs: PlatformData = {
  ...iosLike,
  name: 'extreme_ers',
  title: 'Extreme and Avaya ERS (BOSS)',
  aliases: ['boss', 'avaya_ers', 'ers', 'baystack'],
  login: {
    answers: [
      { when: 'enter ctrl-y to begin', send: '\u0019' },
      { when: 'command line interface\\.\\.\\.', send: 'c' },
    ],
  },
  setup: ['terminal length 0', 'terminal width 132'],
  configuration: {
    commands: ['show running-config'],
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
