import type { PlatformData } from '../platform.ts';
import { vyattaLike } from './vyos.ts';

/** Sources: Oxidized `edgeos`, RANCID `edgerouter.pm`, netmiko `ubiquiti_edgerouter`. */
export const ubiquitiEdgerouter: PlatformData = {
  ...vyattaLike,
  name: 'ubiquiti_edgerouter',
  title: 'Ubiquiti EdgeOS (EdgeRouter)',
  aliases: ['edgeos', 'edgerouter', 'edgerouterbird'],
  algorithms: 'legacy',
  configuration: {
    commands: [
      'show configuration commands | no-more',
      'show configuration commands',
      'cli-shell-api showConfig --show-active-only',
    ],
    minLines: 6,
    hostname: "^set system host-name '?([^'\\s]+)",
  },
  facts: [
    {
      command: 'show version | no-more',
      version: '^Version: +(\\S+)',
      model: '^HW model: +(.+?)\\s*$',
      serial: '^HW S/N: +(\\S+)',
      uptime: '^Uptime: +(?:\\S+ up +)?(.+?)(?:, +\\d+ users?,.*)?\\s*$',
    },
  ],
};
