import type { PlatformData } from '../platform.ts';
import { datadumpLike } from './cisco-s300.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Oxidized ftos and powerconnect, RANCID dnos9.pm and smc.pm';

/** Sources: Oxidized `os10`, RANCID `dnos10.pm`, netmiko `dell_os10`. */
export const dellOs10: PlatformData = {
  ...iosLike,
  name: 'dell_os10',
  title: 'Dell SmartFabric OS10',
  aliases: ['os10', 'dnos10'],
  privilege: [],
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-configuration'],
    minLines: 6,
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
    { command: 'show inventory', serial: '^\\*? *1 +\\S+.*? +(\\S{7}) +\\S+\\s*$' },
  ],
  volatile: [{ pattern: '^! Last configuration change at ' }],
  secrets: iosSecrets,
};

/** Sources: Oxidized `ftos` and `dnos`, RANCID `dnos9.pm`, netmiko `dell_force10`. */
export const dellOs9: PlatformData = {
  ...iosLike,
  name: 'dell_os9',
  title: 'Dell OS9, FTOS (Force10)',
  aliases: ['dell_force10', 'ftos', 'dnos', 'dnos9', 'force10'],
  algorithms: 'legacy',
  setup: ['terminal length 0', 'terminal width 0'],
  configuration: {
    commands: ['show running-config'],
    endMarker: '^end$',
    minLines: 6,
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

/** Sources: Oxidized `powerconnect`, `os6` and `dellx`, RANCID `smc.pm`, netmiko `dell_os6` and `dell_powerconnect`. */
export const dellOs6: PlatformData = {
  ...datadumpLike,
  name: 'dell_os6',
  title: 'Dell OS6, PowerConnect, X series',
  aliases: ['dell_powerconnect', 'powerconnect', 'os6', 'dellx', 'smc', 'dell', 'dell_dnos6', 'dell_dnos9'],
  prompt: '^(?<name>[\\w][\\w .@:/~+-]*?)(\\([^()\\n]*\\))*[>#]\\s*$',
  lineEnd: 'cr',
  configuration: { commands: ['show running-config'], minLines: 6, hostname: '^hostname "?([^"\\n]+?)"?$' },
  facts: [
    {
      command: 'show version',
      version: '^\\s*(?:SW version|Machine Software Version|unit +active.*\\n[^\\n]*\\n *1) *\\.* *(\\S+)',
      model: '^(?:Machine Model|System Model ID)\\.+ (\\S+)',
      serial: '^Serial Number\\.+ (\\S+)',
    },
    {
      command: 'show system',
      model: '^(?:Machine Type|System Model ID): +(\\S+)',
      hostname: '^System Name: +(\\S+)',
      uptime: '^System Up Time: +(.+?)\\s*$',
    },
  ],
  volatile: [{ pattern: '^!System Up Time ' }, { pattern: '^!Current (System|SNTP).*Time' }],
  secrets: [
    {
      kind: 'password',
      pattern: '^(?:enable |username \\S+ )?password (?:level \\d+ )?(?:encrypted )?(?<secret>[^"\\s]+)',
      source,
    },
    {
      kind: 'aaa-key',
      pattern: '^\\s*(?:tacacs|radius)-server .*?key (?:encrypted )?(?<secret>\\S+)',
      source,
    },
    ...iosSecrets,
  ],
};
