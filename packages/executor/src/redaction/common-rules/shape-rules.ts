import type { RedactionPattern } from '@netraven/common/platform';

/** What stands between the first two `$` of a hash. */
const cryptIds =
  '0|1|1a|1c|2|2a|2b|2x|2y|3|4|5|6|7|8|9|10|14|y|gy|c|h|nt|m|apr1|md5|sha1|sha256|sha512|scrypt|bcrypt|argon2i|argon2d|argon2id|pbkdf2|pbkdf2-sha256|pbkdf2-sha512';

/** Values that show what they are by themselves, whatever stands before them. */
export const shapeRules: readonly RedactionPattern[] = [
  {
    kind: 'hash',
    pattern: `(?<![\\w$])(?<secret>\\$(?:${cryptIds})\\$[^\\s"';<>,]{4,})`,
    source:
      'crypt(5): $1$, $5$, $6$, $2y$; Cisco $8$, $9$, $14$, $sha512$; Junos $9$; Comware $c$, $h$; VRP $1c$; TMOS $M$',
  },
  {
    kind: 'hash',
    pattern: '\\{(?:S?SHA\\d{0,3}|S?MD5|CRYPT|PBKDF2[^}\\s]{0,40})\\}(?<secret>\\S+)',
    source: 'RFC 2307 userPassword',
  },
  {
    kind: 'passwd',
    pattern:
      '(?<secret>%\\^%#\\S+%\\^%#|%@%@\\S+%@%@|@%@%\\S+@%@%|%\\$%\\$\\S+%\\$%\\$|%#%#\\S+%#%#|%\\+%#\\S+%\\+%#)',
    opaque: true,
    source: 'Huawei VRP reversible cipher, salted anew by some versions',
  },
  {
    kind: 'passwd',
    pattern: '(?:^|[\\s>"])(?<secret>-AQ==[A-Za-z0-9+/=]{10,})',
    source: 'PAN-OS, values encrypted with the master key',
  },
  {
    kind: 'passwd',
    pattern: '(?<![\\w-])(?:encrypted|ciphertext) +"?(?<secret>[^\\s";]{16,})',
    source: 'AOS-CX, FASTPATH, EXOS, ACOS: a long word after the name of its notation',
  },
  {
    kind: 'private-key',
    pattern:
      '(?<secret>LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFURS|BFQyBQUklWQVRF|BEU0EgUFJJVkFURS|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFURS|BPcGVuVlBO)[A-Za-z0-9+/=]*)',
    source: 'PEM private keys in base64, as pfSense and OPNsense store them',
  },
  {
    kind: 'api-token',
    pattern: '(?<![\\w.])(?<secret>eyJ[\\w-]{10,}[\\w.-]*)',
    source: 'RFC 7519 JSON Web Token',
  },
  {
    kind: 'api-token',
    pattern:
      '(?<![\\w-])(?<secret>(?:ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|glpat-|xoxa-|xoxb-|xoxp-|xoxr-|xoxs-|sk_live_|AIza)[\\w-]{10,})',
    source: 'GitHub, GitLab, Slack, Stripe, Google token formats',
  },
  {
    kind: 'licence',
    pattern: 'unsupported-transceiver +\\S+ +(?<secret>\\S+)',
    source: 'EOS "service unsupported-transceiver NAME LICENCE"',
  },
];
