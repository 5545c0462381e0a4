import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Oxidized ftos and powerconnect, RANCID dnos9.pm and smc.pm';

/** Sources: Oxidized `ftos` and `dnos`, RANCID `dnos9.pm`, netmiko `dell_force10`. */
export const dellOs9: PlatformData = {
  ...iosLike,
  name: 'dell_os9',
  title: 'Dell OS9, FTOS (Force10)',
  aliases: ['dell_force10', 'ftos', 'dnos', 'dnos9', 'force10'],
  setup: ['terminal length 0', 'terminal width 0'],
  configuration: {
    commands: ['show running-config'],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
    version: '^! Version (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^Dell Application Software Version: +(\\S+)',
      model: '^System Type: (\\S+)',
      uptime: 'uptime is (.+?)\\s*$',
    },
    { command: 'show inventory', serial: '^\\*? *\\d+ +\\S+ +(\\S+) +\\S+ +\\S+ +\\S+ +\\S+' },
  ],
  volatile: [
    { pattern: '^Current Configuration \\.\\.\\.$' },
    { pattern: '^! Last configuration change at ' },
    { pattern: '^! Startup-config last updated at ' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern: '^enable (?:password|secret|restricted)(?: level \\d+)? (?:\\d )?(?<secret>\\S+)',
      source,
    },
    { kind: 'password', pattern: '^bsd-username \\S+ .*?secret (?:\\d )?(?<secret>\\S+)', source },
    { kind: 'password', pattern: '^ftp-server username \\S+ .*?password (?:\\d )?(?<secret>\\S+)', source },
    {
      kind: 'routing-key',
      pattern: '^\\s*authentication-type \\S+ password (?:\\d )?(?<secret>\\S+)',
      source,
    },
    ...iosSecrets,
  ],
};
