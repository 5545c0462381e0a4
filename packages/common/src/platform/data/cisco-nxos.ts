import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Oxidized nxos, RANCID nxos.pm';

/** Sources: Oxidized `nxos`, RANCID `nxos.pm`, netmiko `cisco_nxos`; a recorded Nexus 5548. */
export const ciscoNxos: PlatformData = {
  ...iosLike,
  name: 'cisco_nxos',
  title: 'Cisco NX-OS (Nexus, MDS)',
  aliases: ['nxos', 'cisco-nx', 'nx-os', 'ios-nx', 'nxos_ssh', 'nexus'],
  proven: 'recording',
  configuration: {
    commands: ['show running-config'],
    minLines: 6,
    hostname: '^(?:hostname|switchname) (\\S+)',
    version: '^version (\\S+)',
  },
  // The chassis, where it has one; `show version` tells of the supervisor.
  facts: [
    {
      command: 'show inventory',
      model: 'NAME: "Chassis"[^\\n]*\\n\\s*PID: ([^\\s,]+)',
      serial: 'NAME: "Chassis"[^\\n]*\\n[^\\n]*SN: (\\S+)',
    },
    {
      command: 'show version',
      version: '^\\s*(?:NXOS|system): +version (.+?)\\s*$',
      model: '^\\s*cisco (?:Nexus\\d* (?!Chassis))?(\\S+) .*(?:chassis|supervisor)',
      serial: '^\\s*Processor Board ID (\\S+)',
      hostname: '^\\s*Device name: (\\S+)',
      uptime: '^\\s*Kernel uptime is (.+?)\\s*$',
    },
  ],
  volatile: [
    { pattern: '^!Command: ' },
    { pattern: '^!Time: ' },
    { pattern: '^!Running configuration last done at: ' },
    { pattern: '^!NVRAM config last updated? at: ' },
  ],
  secrets: [
    {
      kind: 'snmp-key',
      pattern: '^snmp-server user .*? auth \\S+ (?<secret1>\\S+)(?: priv (?:aes-128 )?(?<secret2>\\S+))?',
      source,
    },
    { kind: 'snmp-community', pattern: '^snmp-server mib community-map (?<secret>\\S+)', source },
    ...iosSecrets,
  ],
};
