/**
 * How a keyword is read: `value` is followed by its secret; the others also stand for harmless things, which their
 * surroundings tell apart.
 */
export type KeywordUse = 'value' | 'key' | 'community' | 'token';

export interface Keyword {
  readonly kind: string;
  readonly use: KeywordUse;
}

interface KeywordEnding extends Keyword {
  readonly ending: string;
  /** Counts only as a whole word, or after `-`, `_`, `.` or in camel case: `monkey` is no key. */
  readonly isWhole?: boolean;
  /** Systems known to use it. */
  readonly source: string;
}

/** Words whose ending announces a secret value; the first that fits counts. */
const endings: readonly KeywordEnding[] = [
  { ending: 'encrypted-password', kind: 'passwd', use: 'value', source: 'Junos, VyOS, EdgeOS' },
  { ending: 'password', kind: 'passwd', use: 'value', source: 'every system; httpdPassword in OPNsense' },
  { ending: 'passwd', kind: 'passwd', use: 'value', source: 'Cisco ASA, FortiOS, XML of pfSense' },
  {
    ending: 'passphrase',
    kind: 'passphrase',
    use: 'value',
    source: 'RouterOS, ArubaOS wpa-passphrase, TMOS',
  },
  { ending: 'pass-phrase', kind: 'passphrase', use: 'value', source: 'Gaia auth-pass-phrase' },
  { ending: 'pass_phrase', kind: 'passphrase', use: 'value', source: 'wpa_supplicant and its kind' },
  { ending: 'passcode', kind: 'passwd', use: 'value', source: 'Cisco UCM, Poly' },
  { ending: 'pwd', kind: 'passwd', use: 'value', source: 'FortiOS auth-pwd, priv-pwd' },
  {
    ending: 'pass',
    kind: 'passwd',
    use: 'value',
    isWhole: true,
    source: 'SonicOS smtp-pass, VyOS pass, AOS-CX auth-pass',
  },
  { ending: 'phash', kind: 'passwd', use: 'value', source: 'PAN-OS administrators' },
  { ending: 'enablepass', kind: 'passwd', use: 'value', source: 'Catalyst OS' },
  { ending: 'newpass', kind: 'passwd', use: 'value', source: 'Gaia' },
  { ending: 'uploadpass', kind: 'passwd', use: 'value', source: 'FortiOS log disk' },
  { ending: 'proxypass', kind: 'passwd', use: 'value', source: 'XML of pfSense' },
  { ending: 'adminpass', kind: 'passwd', use: 'value', source: 'Moxa, XML exports' },
  { ending: 'userpass', kind: 'passwd', use: 'value', source: 'Ubiquiti, XML exports' },
  { ending: 'passcrypt', kind: 'passphrase', use: 'value', source: 'NetScaler ssl certKey' },
  { ending: 'passwordagain', kind: 'passwd', use: 'value', source: 'XML of pfSense packages' },
  { ending: 'password-auth', kind: 'passwd', use: 'value', source: 'SmartAX and ZTE: password of an ONT' },
  { ending: 'loid-auth', kind: 'passwd', use: 'value', source: 'SmartAX: logical identifier of an ONT' },
  { ending: 'bindpw', kind: 'passwd', use: 'value', source: 'ldap.conf, SONiC' },
  { ending: 'requirepass', kind: 'passwd', use: 'value', source: 'redis.conf' },
  { ending: 'authtok', kind: 'passwd', use: 'value', source: 'sssd.conf ldap_default_authtok' },
  { ending: 'authdata', kind: 'routing-key', use: 'value', source: 'D-Link VRRP' },
  { ending: 'pw', kind: 'passwd', use: 'value', isWhole: true, source: 'TMOS bind-pw' },
  {
    ending: 'psk',
    kind: 'pre-shared-key',
    use: 'value',
    isWhole: true,
    source: 'IKE and Wi-Fi: UniFi, ExtremeWireless',
  },
  { ending: 'ikepsk', kind: 'pre-shared-key', use: 'value', source: 'ArubaOS provisioning' },
  {
    ending: 'cak',
    kind: 'macsec-key',
    use: 'value',
    isWhole: true,
    source: 'MACsec of Junos, SR OS, VyOS, EXOS',
  },
  { ending: 'pmk', kind: 'macsec-key', use: 'value', isWhole: true, source: 'Cisco TrustSec sap pmk' },
  { ending: 'nthash', kind: 'passwd', use: 'value', source: 'Cisco IOS local RADIUS server' },
  { ending: 'nt-hash', kind: 'passwd', use: 'value', source: 'XML of pfSense' },
  { ending: 'hexkey', kind: 'wlan-key', use: 'value', source: 'ArubaOS wpa-hexkey' },
  { ending: 'wpapsk', kind: 'wlan-key', use: 'value', source: 'hostapd wpa_psk' },
  { ending: 'secret', kind: 'secret', use: 'value', source: 'every system; pksecret, psksecret in FortiOS' },
  {
    ending: 'pre-shared-key',
    kind: 'pre-shared-key',
    use: 'value',
    source: 'IKE of Cisco, Junos, PAN-OS, pfSense',
  },
  { ending: 'pre_shared_key', kind: 'pre-shared-key', use: 'value', source: 'AWS VPN configuration' },
  { ending: 'presharedkey', kind: 'pre-shared-key', use: 'value', source: 'AWS PreSharedKey' },
  { ending: 'preshared-key', kind: 'pre-shared-key', use: 'value', source: 'WireGuard in VyOS and RouterOS' },
  { ending: 'preshared_key', kind: 'pre-shared-key', use: 'value', source: 'WireGuard front ends' },
  { ending: 'preshare', kind: 'pre-shared-key', use: 'value', source: 'ScreenOS' },
  { ending: 'shared-key', kind: 'pre-shared-key', use: 'value', source: 'SonicOS, NX-OS' },
  { ending: 'sharedkey', kind: 'pre-shared-key', use: 'value', source: 'XML of pfSense' },
  { ending: 'private-key', kind: 'private-key', use: 'value', source: 'WireGuard, FortiOS, TMOS' },
  { ending: 'private_key', kind: 'private-key', use: 'value', source: 'IronWare, JSON exports' },
  { ending: 'privatekey', kind: 'private-key', use: 'value', source: 'WireGuard configuration files' },
  { ending: 'privkey', kind: 'private-key', use: 'value', source: 'OPNsense WireGuard' },
  { ending: 'key-string', kind: 'key-string', use: 'value', source: 'key chains of IOS, NX-OS, IOS-XR' },
  { ending: 'key-octet-string', kind: 'key-string', use: 'value', source: 'MACsec key chains of NX-OS' },
  { ending: 'keystring', kind: 'key-string', use: 'value', source: 'Comware, XML exports' },
  { ending: 'key-hash', kind: 'key', use: 'value', source: 'IOS ip ssh pubkey-chain' },
  {
    ending: 'authentication-key',
    kind: 'routing-key',
    use: 'value',
    source: 'OSPF, BGP, NTP of many systems',
  },
  { ending: 'authentication-string', kind: 'routing-key', use: 'value', source: 'VRRP of NOS and SLX-OS' },
  { ending: 'text-authentication', kind: 'routing-key', use: 'value', source: 'VRRP of IOS-XR' },
  { ending: 'simple-text-auth', kind: 'routing-key', use: 'value', source: 'VRRP of IronWare, NOS' },
  { ending: 'cisco-authentication', kind: 'routing-key', use: 'value', source: 'NHRP of VyOS' },
  { ending: 'encrypted-auth', kind: 'passwd', use: 'value', source: 'EXOS xml-notification' },
  { ending: 'string-key', kind: 'vpn-key', use: 'value', source: 'Comware and VRP: sa string-key' },
  { ending: 'enckey', kind: 'vpn-key', use: 'value', source: 'FortiOS manual keys' },
  { ending: 'encrptkey', kind: 'vpn-key', use: 'value', source: 'VOSS ipsec security-association' },
  { ending: 'auth-key', kind: 'key', use: 'value', source: 'RouterOS, AOS-W' },
  { ending: 'authkey', kind: 'key', use: 'value', source: 'Tailscale, F5' },
  { ending: 'api-key', kind: 'api-token', use: 'value', source: 'cloud connectors' },
  { ending: 'apikey', kind: 'api-token', use: 'value', source: 'cloud connectors' },
  { ending: 'secret-key', kind: 'api-token', use: 'value', source: 'Viptela, AWS' },
  { ending: 'secretkey', kind: 'api-token', use: 'value', source: 'AWS' },
  { ending: 'accesskey', kind: 'api-token', use: 'value', source: 'AWS, Azure' },
  { ending: 'wepkey', kind: 'wlan-key', use: 'value', source: 'Aironet, D-Link' },
  { ending: 'passkey', kind: 'key', use: 'value', source: 'SONiC config_db.json' },
  { ending: 'masterkey', kind: 'key', use: 'value', source: 'F5, key managers' },
  { ending: 'encryptionkey', kind: 'key', use: 'value', source: 'JSON exports' },
  { ending: 'bearer', kind: 'api-token', use: 'token', isWhole: true, source: 'RFC 6750' },
  { ending: '-token', kind: 'api-token', use: 'value', source: 'FortiOS auth-token, ArubaOS ble-token' },
  { ending: '_token', kind: 'api-token', use: 'value', source: 'XML and JSON of pfSense packages' },
  { ending: 'apitoken', kind: 'api-token', use: 'value', source: 'JSON exports' },
  { ending: 'accesstoken', kind: 'api-token', use: 'value', source: 'JSON exports' },
  { ending: 'authtoken', kind: 'api-token', use: 'value', source: 'JSON exports' },
  { ending: 'refreshtoken', kind: 'api-token', use: 'value', source: 'JSON exports' },
  { ending: 'idtoken', kind: 'api-token', use: 'value', source: 'Cisco Smart Licensing' },
  { ending: 'token', kind: 'api-token', use: 'token', isWhole: true, source: 'cloud connectors' },
  { ending: 'key', kind: 'key', use: 'key', isWhole: true, source: 'every system' },
  {
    ending: 'community',
    kind: 'snmp-community',
    use: 'community',
    source: 'every system; rocommunity in pfSense',
  },
  {
    ending: 'community-string',
    kind: 'snmp-community',
    use: 'community',
    source: 'EXOS, PAN-OS snmp-community-string',
  },
  { ending: 'community-name', kind: 'snmp-community', use: 'community', source: 'TMOS, Ciena' },
  { ending: 'community_name', kind: 'snmp-community', use: 'community', source: 'TMOS' },
  { ending: 'communityname', kind: 'snmp-community', use: 'community', source: 'NetScaler -communityName' },
];

/** Kinds that the keyword net gives. */
export const keywordKinds: readonly string[] = [...new Set(endings.map(({ kind }) => kind))];

/** What may follow a keyword in the same word without changing what it announces: `password-hash`, `secret2`. */
const TAIL =
  /(?:[-_.]?(?:hash(?:ed)?|encrypted|encoded|cipher(?:text)?|hex(?:adecimal)?|ascii|base64|value|text|plain|data|old|new|current|previous|primary|secondary|backup)|[-_]?\d{1,3}|[-_]l[12]|(?<=(?:word|secret|phrase)[-_]?)s)$/i;

/** Words that end like a keyword and announce nothing. Sources: vendor command references. */
const harmless = new Set([
  'no-password',
  'nopassword',
  'nopasswd',
  'security-password',
  'username-password',
  'require-password',
  'change-password',
  'max-password',
  'min-password',
  'minimum-password',
  'maximum-password',
  'public-key',
  'publickey',
  'public_key',
  'pubkey',
  'pub-key',
  'host-key',
  'hostkey',
  'ssh-key',
  'ssh-host-key',
  'known-host-key',
  'trusted-key',
  'authorized-key',
  'authorized_key',
  'authorizedkey',
  'controlkey',
  'control-key',
  'request-key',
  'primary-key',
  'foreign-key',
  'delete-key',
  'any-key',
  'sort-key',
  'hash-key-type',
  'by-pass',
  'bypass',
  'send-community',
  'bgp-community',
  'extcommunity',
  'ext-community',
  'large-community',
  'extended-community',
  'set-community',
  'match-community',
  'delete-community',
  'token-bucket',
  'config-key',
  'certkey',
  'cert-key',
  'rsakey',
  'rsa-key',
  'auto-key',
  'manual-key',
  'peer-public-key',
  'wrong-password',
  'strong-pwd',
  'strongpassword',
  'strong-password',
  'forward-proxy-ca-key',
  'transmit-key',
  'tx-key',
  'pw',
]);

/** Texts of which every keyword and element holds one: how lines worth a look are found. */
export const keywordStems: readonly string[] = [
  'pass',
  'pwd',
  'secret',
  'key',
  'communit',
  'psk',
  'token',
  'bearer',
  'preshare',
  '-pw',
  'pw>',
  'pw=',
  'phash',
  'nthash',
  'nt-hash',
  'cak',
  'pmk',
  'bindpw',
  'authtok',
  'authdata',
  'loid-auth',
  'authentication-string',
  'text-auth',
  'cisco-authentication',
  'encrypted-auth',
  '_pw',
  '<prv',
  '-hash>',
  '<tls>',
  'trapstring>',
  'oinkmastercode>',
  'etpro_code>',
  '<simpin',
  'otp_seed',
  '-----begin',
];

/** `ecdsa-sha2-nistp256-key` of Junos known hosts. */
const PUBLIC_KEY = /^(?:ssh|rsa|dsa|ecdsa|ed25519)-[\w-]{0,40}key$/i;

const STEM =
  /pass|pwd|secret|key|communit|psk|token|bearer|preshare|hash|authtok|authdata|pw$|cak$|pmk$|-auth|authentication|string/i;

const known = new Map<string, Keyword | undefined>();
const MAX_KNOWN = 5000;
const MAX_WORD = 64;

/** What a word announces, if anything. */
export function keywordOf(word: string): Keyword | undefined {
  return lookUp(word, '');
}

/** What a name announces that a value is assigned to: there `cvkey` is a key though `monkey` alone is none. */
export function keywordOfName(name: string): Keyword | undefined {
  return lookUp(name, '=');
}

/** It ends like a keyword and announces nothing. */
export function isHarmlessWord(word: string): boolean {
  return harmless.has(word.toLowerCase().replace(/^-+/, '')) || PUBLIC_KEY.test(word);
}

function lookUp(word: string, assignment: '' | '='): Keyword | undefined {
  if (word.length > MAX_WORD || !STEM.test(word)) return undefined;
  const key = word + assignment;
  if (known.has(key)) return known.get(key);
  const keyword = classify(word, assignment === '=');
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, keyword);
  return keyword;
}

function classify(word: string, isName: boolean): Keyword | undefined {
  if (!/^[\w.-]+$/.test(word)) return undefined;
  for (let name = word; ; ) {
    const lower = name.toLowerCase();
    if (isHarmlessWord(lower)) return undefined;
    const ending = endings.find((candidate) => endsAs(name, lower, candidate, isName));
    if (ending) return { kind: ending.kind, use: ending.use };
    const shorter = name.replace(TAIL, '');
    if (shorter === name || shorter.length < 2) return undefined;
    name = shorter;
  }
}

function endsAs(name: string, lower: string, { ending, isWhole }: KeywordEnding, isName: boolean): boolean {
  if (!lower.endsWith(ending)) return false;
  const at = lower.length - ending.length;
  if (!isWhole || isName || at === 0 || '-_.'.includes(lower.charAt(at - 1))) return true;
  return /[a-z]/.test(name.charAt(at - 1)) && /[A-Z]/.test(name.charAt(at));
}
