import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const base = {
  ...iosLike,
  algorithms: 'legacy' as const,
  configuration: { commands: ['show running-config'], minLines: 6, hostname: '^hostname (\\S+)' },
  volatile: [
    { pattern: '^Building configuration\\.\\.\\.$' },
    { pattern: '^Current configuration ?: ?(\\d+ bytes)?$' },
  ],
  secrets: iosSecrets,
};

/** Sources: Oxidized `rgos`, netmiko `ruijie_os`. */
export const ruijieOs: PlatformData = {
  ...base,
  name: 'ruijie_os',
  title: 'Ruijie RGOS',
  aliases: ['rgos', 'ruijie'],
  configuration: { ...base.configuration, endMarker: '^end$' },
  facts: [
    {
      command: 'show version',
      version: '^System software version +: (.+?)\\s*$',
      model: '^System description +: .*?\\(?(\\S+)\\)? by',
      serial: '^System serial number +: (\\S+)',
      uptime: '^System uptime +: (\\S+)',
    },
  ],
};

/** Sources: Oxidized `zteolt`, netmiko `zte_zxros`. */
export const zteZxros: PlatformData = {
  ...base,
  name: 'zte_zxros',
  title: 'ZTE ZXROS, OLT',
  aliases: ['zteolt', 'zte'],
  facts: [
    {
      command: 'show version',
      model: '^ZTE \\S+ Software, Version: (\\S+)',
      version: '^ZTE .*?, Version: \\S+ (V\\S+),',
      uptime: '^System uptime is (.+?)\\s*$',
    },
  ],
  volatile: [...base.volatile, { pattern: '^!?.*timestamp_write: ' }],
};

/** Sources: Oxidized `fsos`, netmiko `fiberstore_fsos`; a recorded S3400. */
export const fiberstoreFsos: PlatformData = {
  ...base,
  name: 'fiberstore_fsos',
  title: 'FS.com FSOS',
  aliases: ['fsos', 'fs', 'fiberstore_fsosv2', 'fiberstore_networkos'],
  proven: 'recording',
  configuration: { ...base.configuration, version: '^!version (\\S+)' },
  facts: [
    {
      command: 'show version',
      version: 'Version (\\S+)',
      serial: 'serial (?:num|number)\\.?:? *(\\S+?)(?:,|\\s|$)',
      uptime: 'uptime is (.+?)(?:,|\\s*$)',
    },
  ],
  refusals: [...base.refusals, '^\\s*unknown command\\.?$'],
};

/** Sources: Oxidized `adtran`, netmiko `adtran_os`. */
export const adtranOs: PlatformData = {
  ...base,
  name: 'adtran_os',
  title: 'Adtran AOS',
  aliases: ['adtran'],
  configuration: { ...base.configuration, endMarker: '^end$', hostname: '^hostname "?([^"\\s]+)' },
  facts: [
    {
      command: 'show version',
      version: 'version:? +(\\S+)',
      serial: 'serial number:? +(\\S+?)(?:,|\\s|$)',
      uptime: 'uptime is (.+?)\\s*$',
    },
  ],
  volatile: [...base.volatile, { pattern: '^! Created +:' }],
};

/** Sources: Oxidized `edgecos` and `eltex`, netmiko `edgecore` and `eltex`. */
export const edgecore: PlatformData = {
  ...base,
  name: 'eltex',
  title: 'Eltex, Edge-Core and others alike',
  aliases: ['edgecore', 'edgecos', 'eltex_esr', 'mes'],
  setup: ['terminal datadump', 'terminal length 0'],
  facts: [
    {
      command: 'show system',
      model: '^System Description: +(\\S+)',
      hostname: '^ ?System Name: +(\\S+)',
      uptime: '^ ?System Up Time(?: \\([^)]*\\))?: +(.+?)\\s*$',
    },
  ],
};

/** Sources: Oxidized `viptela`, netmiko `cisco_viptela`. */
export const ciscoViptela: PlatformData = {
  ...base,
  name: 'cisco_viptela',
  title: 'Cisco SD-WAN vEdge (Viptela)',
  aliases: ['viptela', 'vedge'],
  privilege: [],
  setup: ['paginate false'],
  configuration: { ...base.configuration, hostname: '^\\s*host-name +(\\S+)' },
  facts: [
    { command: 'show version', version: '^(\\d\\S+)' },
    { command: 'show system status', model: '^Model name: +(\\S+)', uptime: '^System uptime: +(.+?)\\s*$' },
  ],
  refusals: [...base.refusals, '^syntax error: '],
};
