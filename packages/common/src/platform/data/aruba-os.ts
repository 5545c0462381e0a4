import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Oxidized aosw, recorded session';

export const arubaLike = {
  ...iosLike,
  prompt: '^\\(?(?<name>[\\w:.@-]+)\\)? ?[*^]{0,2}(\\[[\\w/.-]+\\] ?)?(\\([^()\\n]*\\) ?)?[*^]{0,2}[#>]\\s*$',
  setup: ['no paging'],
  secrets: [
    {
      kind: 'password',
      pattern: '^\\s*(?:hash-)?mgmt-user .*?\\s(?:password-hash |\\S+ )?(?<secret>[0-9a-f]{16,})',
      source,
    },
    { kind: 'password', pattern: '^\\s*enable (?:bypass )?secret "?(?<secret>[^"\\s]+)', source },
    {
      kind: 'wlan-key',
      pattern: '^\\s*(?:wpa-passphrase|wpa-hexkey|wepkey\\d|vrrp-passphrase) (?<secret>\\S+)',
      source,
    },
    { kind: 'pre-shared-key', pattern: '(?:pre-share|ipsec(?: .*? key)?) (?<secret>\\S+)$', source },
    {
      kind: 'key',
      pattern:
        '^\\s*(?:key|virtual-controller-key|ap-console-password|bkup-passwords|auth-psk|psk) "?(?<secret>[^"\\s]+)',
      source,
    },
    {
      kind: 'snmp-key',
      pattern:
        '^\\s*snmp-server user .*? auth-prot \\S+ (?<secret1>\\S+)(?: priv-prot \\S+ (?<secret2>\\S+))?',
      source,
    },
    ...iosSecrets,
  ],
};

/** Sources: Oxidized `aosw`, netmiko `aruba_os`; a recorded 7210. */
export const arubaOs: PlatformData = {
  ...arubaLike,
  name: 'aruba_os',
  title: 'ArubaOS controller',
  aliases: ['aosw', 'aruba'],
  proven: 'recording',
  configuration: {
    commands: ['show running-config'],
    hostname: '^hostname "?([^"\\s]+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^ArubaOS .*?, Version (\\S+)',
      model: '^ArubaOS \\(MODEL: ([^)]+)\\)',
      uptime: '^(?:Switch|AP|Controller) uptime is (.+?)\\s*$',
    },
    { command: 'show inventory', serial: '^(?:SC|System|Switch|Chassis) Serial# +: (\\S+)' },
  ],
  volatile: [{ pattern: '^Building Configuration\\.\\.\\.$' }, { pattern: '^controller config \\d+$' }],
};
