/**
 * Words around a keyword that tell a setting from a secret. Sources: command references of Cisco IOS, IOS-XR, NX-OS
 * and ASA, Junos, EOS, ArubaOS and AOS-CX, Comware, VRP, FortiOS, RouterOS, VyOS, EXOS, SR OS.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Stand between a keyword and its value: type of encryption, notation, direction. */
export const qualifiers = words(`
  encrypted encrypt encryption-type encoded encrypted-password cipher ciphertext cipher-text cypher
  irreversible-cipher reversible hash hashed hash2 pre-hashed plain plaintext plain-text clear cleartext clear-text
  simple unencrypted ascii ascii-text hex hexadecimal text string base64 enc des 3des aes aes-128 aes-256 md5 sha
  sha1 sha-1 sha256 sha512 sha-256 sha-512 scrypt pbkdf2 type6 type7 type-6 type-7 value is are was local remote
  both manager operator passwd-hash 0x restricted port-access primary secondary auto-generate pregenerated
  hex-string ascii-string hex-based password-cfg secret-value wep40 wep104 wep128 wep-40 wep-104 wep-128 secret-encrypted password6 accept-encrypted
  preshare-key-value rwa inbound outbound esp ah
`);

/** Repeat what a keyword has said: `key-string password 7 …`, `psk set-key ascii …`, `pre-share key …`. */
export const secondKeywords = words(`
  key password passphrase pass-phrase secret pre-shared-key preshared-key shared-key key-string set-key private-key
  auth-password priv-password plaintext-password encrypted-password raw-key cak encrypted-key md5-key
`);

/** Take one more word with them: `level 15`, `type 7`, `address 10.0.0.1`. */
export const qualifiersWithArgument = words(`
  level privilege type encryption-level encryption-type key-type enc-type encrypted-type hash-type auth-type mode
  user-name profile peer-group access-level role key-id ckn peer for spi provisioning
`);

/** The same before a pre-shared key: who shares it. */
export const peers = words('address hostname host ipv6 ip fqdn user-fqdn peer name user id dn any');

/** After `password` and its like: a setting of passwords, no password. */
export const afterPassword = words(`
  encryption policy policies strength strength-check complexity complexity-check composition length min-length
  max-length minimum minimum-length maximum history aging age ageing expiry expire expires expiration
  expiration-days lifetime lockout lock lock-out recovery recover prompt prompts required require requirement
  requirements change changes change-on-login validity timeout retries retry attempts alert-before-expire warning
  warn-days hash-algorithm format storage storage-encryption disable disabled enable enabled never none null
  last-changed rotation reuse control checking check rules rule protection authentication auth auth-method
  authentication-method keyboard-interactive publickey public-key radius tacacs tacacs+ ldap kerberos otp login
  console vty ssh telnet http https web yes no true false on off and or not for of the a an to in on by with from as
  must may can will shall should be been has have was were that this your you our we it any all only too when if
  before after via using use used default unlimited file manager-only secure-mode option fallback rollover
  configuration-control configuration out -p restriction alert constraints-apply-to uniqueness change-type
  inheritance-disable keychain key-chain character-sets encryption-key access-level new-format permit deny provisioning
  check-repeated security complexity-class hardening username-match forced-change serial requisite sufficient
  ckn algorithm
`);

/** The same in text for people. */
export const afterPasswordInProse = words(`
  kept stored set known defined managed rotated documented available valid unknown case case-sensitive given found
  shown sent incorrect wrong invalid expired correct needed protected same different secure private changed here there
  confidential mandatory forbidden about going
`);

/** After `key`: what is done with keys, or what kind a key is. */
export const afterKey = words(`
  chain chains chain-name generate zeroize pubkey-chain pubkey import export mypubkey config-key size length
  lifetime type types id ids exchange rsa dsa ecdsa ed25519 usage pair label name modulus storage distribution
  management index algorithm algorithms format timeout retries source server servers select control-direction
  direction bits strength version rotation rollover derivation agreement store material holder encrypt decrypt move unlock client server-side event events binding
  replay wrap cache code codes map policy profile group list table point points role server-id encipherment sign
  auth acct authentication accounting authorization cert certificate regenerate delete destroy add set show enable disable enabled disabled none default auto both any
  accept common unique send transmit receive request trusted untrusted renewal renew expire expiry expiration interval
  management-protocol to for of the a an is-required and or not from in on by with as must may can will that this
  your you our family controller retirement encryption esp ah ike-gateway ipsec-crypto-profile
  inbound outbound ipv4 ipv6 src dst source-address destination-address mtu only required yes no true false on off
`);

/** After a number that follows `key`: the number was the name of a key. */
export const afterKeyNumber = words(`
  prefer version source iburst burst minpoll maxpoll vrf use-vrf use-vrf-default trusted authenticate port mode in
  out mask value-only hash-algorithm authentication-algorithm cryptographic-algorithm accept-lifetime send-lifetime
  start-time size algorithm options active inactive true false yes no enable disable reverse
`);

/** Stand before a keyword and make it harmless: `public key`, `press any key`. */
export const beforeKey = words(`
  public host ssh known trusted primary foreign press any hot route-key enter escape break abort special
  function arrow group peer-as hash flow sort lookup search match tunnel registry wildcard gre cookie
`);

/** Stand before `password` and make it a setting: `authentication-order password`, `ssh authentication password`. */
export const beforePassword = words(`
  authentication-order auth-method authentication-method login-authentication permit-root change forgot lost
  forgotten expired reset require requires required wrong invalid incorrect bad
`);

/** Between an SNMP community and its name. */
export const communityQualifiers = words(`
  string name read write read-only read-write readonly readwrite ro rw create add set index map label access
  accessmode mode v1 v2 v2c 1 2c encrypted cipher simple plain plaintext ciphertext hash hash2 text value clear trap
  is encrypted-string ipaddr enable disable
`);

/** After an SNMP community: still none. */
export const afterCommunity = words(`
  mode status enable disable enabled disabled members delete remove none default and or for of the a an to must may
  can will list lists set sets type types attribute attributes standard expanded matches-any matches-every in
  complexity-check + -
`);

/** In a line with one of these `community` is an attribute of BGP. */
export const routingWords = words(`
  send match bgp neighbor route-map route-policy policy policy-options policy-statement then from term
  community-list community-set community-filter extcommunity-list rpl additive apply if ip as-path standard expanded
  large extended import export local-preference prefix-list graceful-shutdown
`);

/** Values of BGP communities besides numbers. */
export const wellKnownCommunities = words(`
  internet local-as no-advertise no-export no-export-subconfed no-peer gshut graceful-shutdown blackhole accept-own
  none additive delete add set remove replace route-filter-v4 route-filter-v6 llgr-stale no-llgr
  accept-own-nexthop
`);

/** Begin text for people: there, a word after a keyword counts only if it looks like a secret. */
export const proseStarts = words(`
  description desc descr remark comment comments comment= alias banner title note notes label contact location
  syslocation syscontact sys-location sys-contact message motd legend purpose
`);

/** The same anywhere in a line, for what follows them. */
export const proseWords = words(`
  description descr remark comment comments contact syscontact syslocation sys-contact sys-location full-name fullname
  realname msg message port-name display-string
`);

/** Stand before the name an operator gave to something, which may be a keyword: `route-map PASS permit 10`. */
export const namers = words(`
  route-map prefix-list access-list vlan vlans zone class-map policy-map ip-prefix community-list community-filter
  from-zone to-zone policer routing-instances address-object address-group loginschema tunnel-group group-policy
  expanded regexp as-path
`);

/** Values that switch, and hide nothing. */
export const switches = words('yes no true false on off enable disable enabled disabled none null 0 1');

/** Follow a password as options. Sources: Cisco IOS, ASA, NX-OS, EOS, Comware, ProCurve command references. */
export const options = words(`
  encrypted pbkdf2 level privilege role expire expiry warntime authenticate snp send-only timeout md5 hash force local
  force-default sha512 sha256 ascii hex hexadecimal type scrypt nt-encrypted mschap service-type in out passphrase
  user-name lifetime no-replay config override uid gid class address hostname no-xauth encryption-level
  cryptographic-algorithm level-1 level-2 receive-lifetime transmit-lifetime fallback hash2 desc
`);
