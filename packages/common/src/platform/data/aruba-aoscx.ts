import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Oxidized aoscx, recorded sessions';

/** Sources: Oxidized `aoscx`, netmiko `aruba_aoscx`; recorded 6000 and 8325 switches. */
export const arubaAoscx: PlatformData = {
  ...iosLike,
  name: 'aruba_aoscx',
  title: 'HPE Aruba AOS-CX',
  aliases: ['aoscx', 'arubacx'],
  proven: 'recording',
  prompt: '^(?<name>[\\w][\\w .@:/~+-]*?)(\\([^()\\n]*\\))?[>#]\\s*$',
  setup: ['no page'],
  configuration: {
    commands: ['show running-config'],
    hostname: '^hostname (\\S+)',
    version: '^!Version (?:ArubaOS-CX|AOS-CX) (\\S+)',
  },
  facts: [
    {
      command: 'show system',
      hostname: '^Hostname +: (\\S+)',
      version: '^(?:ArubaOS-CX|AOS-CX) Version +: (\\S+)',
      model: '^Product Name +: (\\S+)',
      serial: '^Chassis Serial Nbr +: (\\S+)',
      uptime: '^Up Time +: (.+?)\\s*$',
    },
  ],
  refusals: [...iosLike.refusals, '^invalid input: ', '^cannot execute command'],
  volatile: [{ pattern: '^Current configuration:$' }],
  secrets: [
    {
      kind: 'password',
      pattern: '^user \\S+ .*?password (?:ciphertext |plaintext )?(?<secret>\\S+)',
      source,
    },
    { kind: 'snmp-community', pattern: '^\\s*snmp-server (?:host .*?)?community (?<secret>\\S+)', source },
    {
      kind: 'snmp-key',
      pattern:
        '^snmpv3 user .*?auth-pass (?:ciphertext |plaintext )?(?<secret1>\\S+)(?: .*?priv-pass (?:ciphertext |plaintext )?(?<secret2>\\S+))?',
      source,
    },
    {
      kind: 'aaa-key',
      pattern: '(?:radius|tacacs)-server .*?key (?:ciphertext |plaintext )?(?<secret>\\S+)',
      source,
    },
    { kind: 'key', pattern: '^\\s*\\S.*? ciphertext (?<secret>\\S+)', source },
    ...iosSecrets,
  ],
  terminal: { columns: 1000 },
};
