import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike, lessPagers, morePagers } from './shared.ts';

/** Sources: Oxidized `mlnxos`, netmiko `mellanox_mlnxos`. */
export const mellanoxMlnxos: PlatformData = {
  ...iosLike,
  name: 'mellanox_mlnxos',
  title: 'NVIDIA Onyx, Mellanox MLNX-OS',
  aliases: ['mellanox', 'mlnxos', 'onyx'],
  prompt: '^(?<name>[\\w.-]+)( \\[[^\\]\\n]*\\])?( \\([^()\\n]*\\))? ?[>#]\\s*$',
  setup: ['no cli session paging enable', 'terminal length 999'],
  configuration: { commands: ['show running-config'], hostname: '^\\s*hostname (\\S+)' },
  facts: [
    { command: 'show inventory', model: '^CHASSIS +(\\S+)', serial: '^CHASSIS +\\S+ +(\\S+)' },
    {
      command: 'show version',
      version: '^Product release: +(\\S+)',
      model: '^(?:Host ID|Product model|System type): +(\\S+)',
      uptime: '^Uptime: +(.+?)\\s*$',
    },
  ],
  pagers: [...morePagers, ...lessPagers],
  volatile: [{ pattern: '^## Generated at ' }],
  secrets: iosSecrets,
  comment: '#',
};
