import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike, morePagers } from './shared.ts';

const source = 'Oxidized asa, Cisco ASA command reference';

/** What ASA and Firepower have in common: both run the same LINA code. */
export const asaLike = {
  ...iosLike,
  pagers: morePagers,
  volatile: [
    { pattern: '^: Saved$' },
    { pattern: '^:\\s*$' },
    { pattern: '^: Written by .* at .*$' },
    { pattern: '^Cryptochecksum:' },
  ],
  secrets: [
    { kind: 'password', pattern: '^(?:enable password|passwd) (?<secret>\\S+)', source },
    { kind: 'password', pattern: '^username \\S+ (?:password|attributes password) (?<secret>\\S+)', source },
    {
      kind: 'pre-shared-key',
      pattern:
        '^\\s*(?:ikev[12] )?(?:(?:local|remote)-authentication )?pre-shared-key (?:\\d )?(?<secret>\\S+)',
      source,
    },
    { kind: 'aaa-key', pattern: '^\\s*key (?:\\d )?(?<secret>\\S+)$', source },
    { kind: 'password', pattern: '^\\s*ldap-login-password (?<secret>\\S+)', source },
    {
      kind: 'snmp-community',
      pattern: '^snmp-server (?:host .*? )?community (?:\\d )?(?<secret>\\S+)',
      source,
    },
    { kind: 'key', pattern: '^failover (?:ipsec pre-shared-)?key (?:\\d )?(?<secret>\\S+)', source },
    ...iosSecrets,
  ],
};

/** Sources: Oxidized `asa`, RANCID `ios.pm`, netmiko `cisco_asa`; a recorded ASA 5512. */
export const ciscoAsa: PlatformData = {
  ...asaLike,
  name: 'cisco_asa',
  title: 'Cisco ASA, PIX, FWSM',
  aliases: ['asa', 'pix', 'fwsm'],
  proven: 'recording',
  setup: ['terminal pager 0'],
  configuration: {
    // Only `more system:running-config` shows pre-shared keys; the others print asterisks.
    commands: ['more system:running-config', 'show running-config'],
    endMarker: '^: end$',
    hostname: '^hostname (\\S+)',
    version: '^ASA Version (\\S+)',
    serial: '^: Serial Number: (\\S+)',
    model: '^: Hardware: +(\\S+?),',
  },
  facts: [
    {
      command: 'show version',
      version: 'Software Version (\\S+)',
      model: '^Hardware: +([^,\\n]+?)(?:,|\\s*$)',
      serial: '^Serial Number: (\\S+)',
      hostname: '^(\\S+) up \\d',
      uptime: '^\\S+ up (\\d.+?)\\s*$',
    },
  ],
};
