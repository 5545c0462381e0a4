import type { PlatformData } from '../platform.ts';
import { morePagers } from './shared.ts';

const source = 'Oxidized fortigate and fortios, RANCID fortigate.pm';

/**
 * FortiOS. `| grep .` avoids the pager without a change of `config system console`, which is stored.
 * Sources: Oxidized `fortigate` and `fortios`, RANCID `fortigate.pm`, netmiko `fortinet`; recorded FortiGate 91G.
 */
export const fortinet: PlatformData = {
  name: 'fortinet',
  title: 'Fortinet FortiOS (FortiGate and others)',
  aliases: ['fortigate', 'fortios', 'fortigate-full'],
  proven: 'recording',
  algorithms: 'legacy',
  prompt: '^(\\(\\w\\) )?(?<name>[-\\w.~]+)(\\(\\w+\\))?( \\([\\w.-]+\\))*~? ?[#$]\\s*$',
  login: { answers: [{ when: "\\(press '?a'? to accept\\):?\\s*$", send: 'a' }] },
  configuration: {
    commands: ['show | grep .', 'show', 'show full-configuration'],
    hostname: '^\\s*set hostname "?([^"\\n]+?)"?\\s*$',
    model: '^#config-version=(\\w+?)-',
    version: '^#config-version=\\w+?-([\\d.]+)-',
  },
  facts: [
    {
      command: 'get system status',
      version: '^Version: \\S+ (v[^,\\s]+(?:,build\\d+)?)',
      model: '^Version: (\\S+) ',
      serial: '^Serial-Number: (\\S+)',
      hostname: '^Hostname: (\\S+)',
    },
    { command: 'get system performance status', uptime: '^Uptime: (.+?)\\s*$' },
  ],
  refusals: [
    '^\\s*(unknown action|command fail|command parse error|ambiguous command|incomplete command)',
    '^\\s*entry not found',
  ],
  pagers: morePagers,
  volatile: [
    { pattern: '^#config-version=' },
    { pattern: '^#conf_file_ver=' },
    { pattern: '^!System time:' },
    { pattern: '^\\s*set last-login ' },
    { pattern: '^\\s*set comments "Error \\(No order found ' },
  ],
  secrets: [
    // Hashes of administrators, salted when they are set; all else is encrypted anew at each read.
    {
      kind: 'password',
      pattern: '^\\s*set \\S+ ENC "?(?<secret>(?-i:AK1|SH2|PB2)[\\w+/=]{20,})',
      source: 'FortiOS administration guide: SHA-1, SHA-256 and PBKDF2 hashes',
    },
    {
      kind: 'password',
      pattern: '^\\s*set \\S+ (?:\\S+ )??ENC "?(?!(?-i:AK1|SH2|PB2)[\\w+/=]{20,})(?<secret>[^"\\s]+)',
      opaque: true,
      source,
    },
    {
      kind: 'password',
      pattern:
        '^\\s*set (?:passwd\\d?|password\\d?|passphrase|key|group-password|psksecret|\\S*secret|auth-pwd|priv-pwd|md5-key \\d+|\\S*passwd|\\S*password(?:-l[12])?|seed|activation-code|sim\\d?-pin|keytab) "?(?!ENC )(?<secret>[^"\\s]+)',
      source,
    },
    { kind: 'key', pattern: '^#private-encryption-key=(?<secret>\\S+)', source },
    // The device wraps private keys anew at each read.
    {
      kind: 'private-key',
      begin: '-----BEGIN [A-Z ]*PRIVATE KEY-----',
      end: '-----END [A-Z ]*PRIVATE KEY-----',
      opaque: true,
      source,
    },
  ],
  comment: '#',
  patience: 2,
};
