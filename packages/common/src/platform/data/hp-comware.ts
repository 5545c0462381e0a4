import type { PlatformData } from '../platform.ts';
import { angleLike } from './angle-prompt.ts';

/** Sources: Oxidized `comware` and `h3c`, netmiko `hp_comware`. */
export const hpComware: PlatformData = {
  ...angleLike,
  name: 'hp_comware',
  title: 'HPE Comware, H3C',
  aliases: ['h3c_comware', 'comware', 'h3c', 'hp_comware_telnet', 'hpcomware'],
  login: { answers: [{ when: 'press enter to continue|to continue', send: '\n' }] },
  privilege: [],
  setup: ['screen-length disable'],
  configuration: {
    commands: ['display current-configuration'],
    endMarker: '^return$',
    hostname: '^\\s*sysname (\\S+)',
    version: '^\\s*version ([\\d.]+)',
  },
  facts: [
    {
      command: 'display version',
      version: 'Software, Version ([\\d.]+)',
      model: '^(?:HPE?|H3C|HP) (.+?) uptime is',
      uptime: ' uptime is (.+?)\\s*$',
    },
    {
      command: 'display device manuinfo',
      model: '^\\s*DEVICE_NAME +: (\\S.*?)\\s*$',
      serial: '^\\s*DEVICE_SERIAL_NUMBER +: (\\S+)',
    },
  ],
  volatile: [{ pattern: '^!Last configuration ' }],
  logout: { command: 'quit' },
};
