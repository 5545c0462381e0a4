import type { PlatformData } from '../platform.ts';
import { angleLike } from './angle-prompt.ts';

/** Sources: Oxidized `vrp`, RANCID `vrp.pm`, netmiko `huawei`. */
export const huawei: PlatformData = {
  ...angleLike,
  name: 'huawei',
  title: 'Huawei VRP',
  aliases: ['huawei_vrp', 'huawei_vrpv8', 'vrp', 'huawei_telnet', 'ce', 'huawei_yunshan'],
  login: {
    answers: [
      { when: '(change now|please choose|change the (initial )?password).*\\[y/n\\].*$', send: 'N\n' },
    ],
  },
  setup: ['screen-length 0 temporary'],
  configuration: {
    commands: ['display current-configuration', 'display current-configuration all'],
    endMarker: '^return$',
    hostname: '^\\s*sysname (\\S+)',
    version: '^!Software Version (\\S+)',
  },
  facts: [
    {
      command: 'display version',
      version: '^VRP \\(R\\) software, Version ([^\\s(]+ ?(?:\\([^)]*\\))?)',
      model: '^HUAWEI (\\S+)(?: Router| Switch| Routing Switch)? uptime is',
      uptime: '^HUAWEI .* uptime is (.+?)\\s*$',
    },
    { command: 'display esn', serial: '^ESN .*?: *(\\S+)' },
    { command: 'display device manufacture-info', serial: '^ *\\d+ +- +(?:\\S+ +)?(\\S{12,}) ' },
  ],
  volatile: [
    { pattern: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?[+-]\\d\\d:\\d\\d)?( DST)?$' },
    { pattern: '^!Last configuration was ' },
  ],
  logout: { command: 'quit' },
};
