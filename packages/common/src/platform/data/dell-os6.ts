import type { PlatformData } from '../platform.ts';
import { datadumpLike } from './cisco-s300.ts';
import { iosSecrets } from './ios-secrets.ts';

const source = 'Oxidized powerconnect, RANCID smc.pm';

/** Sources: Oxidized `powerconnect`, `os6` and `dellx`, RANCID `smc.pm`, netmiko `dell_os6` and `dell_powerconnect`. */
export const dellOs6: PlatformData = {
  ...datadumpLike,
  name: 'dell_os6',
  title: 'Dell OS6, PowerConnect, X series',
  aliases: ['dell_powerconnect', 'powerconnect', 'os6', 'dellx', 'smc', 'dell', 'dell_dnos6', 'dell_dnos9'],
  prompt: '^(?<name>[\\w][\\w .@:/~+-]*?)(\\([^()\\n]*\\))*[>#]\\s*$',
  lineEnd: 'cr',
  configuration: { commands: ['show running-config'], hostname: '^hostname "?([^"\\n]+?)"?$' },
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
