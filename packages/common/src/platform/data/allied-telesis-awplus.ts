import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

/** Sources: Oxidized `awplus`, netmiko `allied_telesis_awplus`. */
export const alliedTelesisAwplus: PlatformData = {
  ...iosLike,
  name: 'allied_telesis_awplus',
  title: 'Allied Telesis AlliedWare Plus',
  aliases: ['awplus', 'allied_telesis'],
  lineEnd: 'crlf',
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-config'],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
  },
  facts: [
    {
      command: 'show system',
      version: '^Software version +: (\\S+)',
      model: '^Base +\\d+ +Base +(\\S+)',
      serial: '^Base +\\d+ +Base +\\S+ +\\S+ +(\\S+)',
      hostname: '^System Name\\s+(\\S+)',
      uptime: '^Uptime +: (.+?)\\s*$',
    },
  ],
  secrets: iosSecrets,
};
