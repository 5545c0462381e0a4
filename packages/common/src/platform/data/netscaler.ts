import type { PlatformData } from '../platform.ts';
import { morePagers } from './shared.ts';

const source = 'Oxidized netscaler, RANCID nsrancid';

/** Sources: Oxidized `netscaler`, RANCID `nsrancid`, netmiko `netscaler`. */
export const netscaler: PlatformData = {
  name: 'netscaler',
  title: 'Citrix NetScaler, ADC',
  aliases: ['citrix_netscaler', 'adc'],
  algorithms: 'legacy',
  prompt: '^(?<name>[\\w.@-]*)( ?\\[[^\\]\\n]*\\])?>\\s*$',
  setup: ['set cli mode -page OFF'],
  configuration: {
    commands: ['show ns ns.conf', 'show runningConfig'],
    endMarker: '^ ?Done$',
    hostname: '^set ns hostName (\\S+)',
    version: '^#NS(\\S+ Build \\S+)',
  },
  facts: [
    { command: 'show ns version', version: 'NetScaler NS(\\S+: Build [^\\s,]+)' },
    { command: 'show ns hardware', model: '^\\s*Platform: (\\S+)', serial: '^\\s*Serial no: (\\S+)' },
  ],
  refusals: ['^\\s*ERROR: ', '^\\s*\\^'],
  pagers: morePagers,
  volatile: [
    { pattern: '^# Last modified ' },
    { pattern: '^# uptime \\d+' },
    { pattern: '^\\s*lock-address ' },
    { pattern: '^ ?Reading configuration information' },
    { pattern: '^ ?Done$' },
  ],
  secrets: [
    { kind: 'password', pattern: '\\s"?(?<secret>[^"\\s]+)"? -encrypted\\b', source },
    {
      kind: 'password',
      pattern:
        '-(?:password|passphrase|kek|passcrypt|radKey|tacacsSecret|ldapBindDnPassword|secret|secretKey|activationCode) "?(?<secret>[^"\\s]+)',
      source,
    },
    { kind: 'key', pattern: '^set system kek (?<secret>\\S+)', source },
    { kind: 'snmp-community', pattern: '^add snmp community (?<secret>\\S+)', source },
    { kind: 'password', pattern: '^set system user \\S+ (?:-password )?(?<secret>[0-9a-f]{20,})', source },
  ],
  comment: '#',
};
