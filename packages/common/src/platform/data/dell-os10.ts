import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

/** Sources: Oxidized `os10`, RANCID `dnos10.pm`, netmiko `dell_os10`. */
export const dellOs10: PlatformData = {
  ...iosLike,
  name: 'dell_os10',
  title: 'Dell SmartFabric OS10',
  aliases: ['os10', 'dnos10', 'dellos10'],
  privilege: [],
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-configuration'],
    hostname: '^hostname (\\S+)',
    version: '^! Version (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^OS Version: +(\\S+)',
      model: '^System Type: +(\\S+)',
      uptime: '^Up Time: +(.+?)\\s*$',
    },
    { command: 'show inventory', serial: '^\\*? *1 +\\S+ .*? ([A-Z0-9]{7}) +\\d[\\d ]+$' },
  ],
  volatile: [{ pattern: '^! Last configuration change at ' }],
  secrets: iosSecrets,
};
