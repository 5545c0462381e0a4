import type { PlatformData } from '../platform.ts';

const source = 'Oxidized pfsense, configuration format of pfSense and OPNsense';

/** What the two have in common: one XML file, read over a command channel. */
export const senseLike = {
  algorithms: 'legacy' as const,
  channel: 'exec' as const,
  prompt: '^(\\[[^\\]\\n]*\\]\\[?)?(?<name>[\\w.-]+@[\\w.-]+)(:[^#$%\\n]*|\\][^#$%\\n]*)? ?[#$%]\\s*$',
  login: { answers: [{ when: '^enter an option: ?$', send: '8\n' }] },
  refusals: [
    '^(cat|sh|bash|tcsh): .*(no such file|permission denied|not found)',
    '^\\S+: (command )?not found\\.?$',
    '^sudo: ',
  ],
  secrets: [
    {
      kind: 'password',
      pattern:
        '<(?:bcrypt-hash|md5-hash|sha512-hash|password|passwd|passwordenc|ldap_bindpw|ldap_bind_pw|lighttpd_ls_password|radius_secret|shared-key|shared_key|secret|pre-shared-key|psk|passphrase|wpa_passphrase|proxypass|apikey|api_key|token|otp_seed|crypto_password|crypto_password2|key|privkey|privatekey|static_keys|tls)>(?:<!\\[CDATA\\[)?(?<secret>[^<\\]]+)',
      source,
    },
    { kind: 'private-key', pattern: '<prv>(?<secret>[^<]+)', source },
    { kind: 'snmp-community', pattern: '<(?:rocommunity|rwcommunity|community)>(?<secret>[^<]+)', source },
  ],
  comment: '<!--',
};
export const senseFacts = { hostname: '^\\s*<hostname>([^<]+)</hostname>' };
export const senseVolatile = [
  { pattern: '^\\s*<last_rule_upd_time>\\d*</last_rule_upd_time>$' },
  { pattern: '^\\s*<time>[\\d.]+</time>$' },
];

/** Sources: Oxidized `pfsense`. */
export const pfsense: PlatformData = {
  ...senseLike,
  name: 'pfsense',
  title: 'Netgate pfSense',
  configuration: {
    commands: ['cat /cf/conf/config.xml', 'cat /conf/config.xml'],
    endMarker: '^</pfsense>$',
    ...senseFacts,
  },
  facts: [
    { command: 'cat /etc/version', version: '^(\\S+)' },
    { command: '/bin/kenv -q smbios.system.serial', serial: '^(\\S+)$' },
  ],
  volatile: senseVolatile,
};
