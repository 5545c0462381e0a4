import type { PlatformData } from '../platform.ts';
import { fastpathFacts, fastpathLike } from './broadcom-icos.ts';

/** Sources: Oxidized `edgeswitch`, RANCID `edgemax.pm`, netmiko `ubiquiti_edgeswitch`. */
export const ubiquitiEdgeswitch: PlatformData = {
  ...fastpathLike,
  name: 'ubiquiti_edgeswitch',
  title: 'Ubiquiti EdgeSwitch, UniFi switch',
  aliases: ['edgeswitch', 'edgemax', 'ubiquiti_unifiswitch', 'ubiquiti_edge'],
  configuration: { commands: ['show running-config'], minLines: 6, hostname: '^hostname "?([^"\\n]+?)"?$' },
  facts: fastpathFacts,
};
