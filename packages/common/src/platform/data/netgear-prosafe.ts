import type { PlatformData } from '../platform.ts';
import { fastpathFacts, fastpathLike } from './broadcom-icos.ts';

/** Sources: Oxidized `netgear`, netmiko `netgear_prosafe`; a recorded GS752TPP. */
export const netgearProsafe: PlatformData = {
  ...fastpathLike,
  name: 'netgear_prosafe',
  title: 'Netgear ProSafe, M4300, Smart Managed',
  aliases: ['netgear'],
  proven: 'recording',
  lineEnd: 'cr',
  configuration: {
    commands: ['show running-config'],
    hostname: '^hostname "?([^"\\n]+?)"?$|^! System Name: (\\S+)',
    serial: '^! Serial Number: (\\S+)',
    model: '^! Model: (\\S+)',
    version: '^! (?:Firmware|Software) Version: (\\S+)',
  },
  facts: fastpathFacts,
};
