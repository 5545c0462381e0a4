import type { PlatformData } from '../platform.ts';
import { iosFamily } from './ios-family.ts';

/** Sources: Oxidized `fsos`, netmiko `fiberstore_fsos`; a recorded S3400. */
export const fiberstoreFsos: PlatformData = {
  ...iosFamily,
  name: 'fiberstore_fsos',
  title: 'FS.com FSOS',
  aliases: ['fsos', 'fs', 'fiberstore_fsosv2', 'fiberstore_networkos', 'fsosv2', 'fiberstore'],
  proven: 'recording',
  configuration: { ...iosFamily.configuration, version: '^!version (\\S+)' },
  facts: [
    {
      command: 'show version',
      version: 'Version (\\S+)',
      serial: 'serial (?:num|number)\\.?:? *(\\S+?)(?:,|\\s|$)',
      uptime: 'uptime is (.+?)(?:,|\\s*$)',
    },
  ],
  refusals: [...iosFamily.refusals, '^\\s*unknown command\\.?$'],
};
