import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

/** Sources: Oxidized `iosxr`, RANCID `iosxr.pm`, netmiko `cisco_xr`. */
export const ciscoXr: PlatformData = {
  ...iosLike,
  name: 'cisco_xr',
  title: 'Cisco IOS-XR',
  aliases: [
    'iosxr',
    'cisco-xr',
    'ios-xr',
    'ios-exr',
    'ios-xr7',
    'cisco_xr_telnet',
    'cisco-xr7',
    'cisco-exr',
    'iosxr_netconf',
  ],
  prompt: '^(?<name>(RP/\\d+/\\S+?/CPU\\d+:)?[\\w.@/~+-]+)(\\([^()\\n]*\\))?[>#]\\s*$',
  privilege: [],
  setup: ['terminal length 0', 'terminal width 511', 'terminal exec prompt no-timestamp'],
  configuration: {
    commands: ['show running-config'],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
  },
  // The chassis, where it has one; `show version` tells of the supervisor.
  facts: [
    {
      command: 'show inventory',
      serial: 'NAME: "(?:Rack 0|chassis[^"]*)"[^\\n]*\\n[^\\n]*SN: (\\S+)',
      model: 'NAME: "(?:Rack 0|chassis[^"]*)"[^\\n]*\\n\\s*PID: ([^\\s,]+)',
    },
    {
      command: 'show version',
      version: '^Cisco IOS XR Software, Version ([^\\s\\[]+)',
      model: '^cisco (.+?) \\([^)]*\\) processor',
      uptime: '^(?:System|\\S+) uptime is (.+?)\\s*$',
    },
  ],
  volatile: [
    { pattern: '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? ' },
    { pattern: '^Building configuration\\.\\.\\.$' },
    { pattern: '^!! Last configuration change at ' },
    { pattern: ' connected from \\S+ using console' },
  ],
  asynchronous: [
    '^(RP|LC|[0-9]+)/\\d*/?\\S*:[A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d:\\d\\d\\S* : \\S+\\[\\d+\\]: %\\S+',
  ],
  secrets: iosSecrets,
  patience: 2,
};
