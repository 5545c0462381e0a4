import type { PlatformData } from '../platform.ts';
import { arubaLike } from './aruba-os.ts';

/** Sources: Oxidized `arubainstant`. */
export const arubaInstant: PlatformData = {
  ...arubaLike,
  name: 'aruba_instant',
  title: 'Aruba Instant access point',
  aliases: ['arubainstant', 'iap'],
  configuration: {
    commands: ['show running-config no-encrypt', 'show running-config'],
    hostname: '^name (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^ArubaOS .*?, Version (\\S+)',
      model: '^ArubaOS \\(MODEL: ([^)]+)\\)',
    },
  ],
};
