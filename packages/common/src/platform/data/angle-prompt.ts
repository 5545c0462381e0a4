import { morePagers, pemBlocks } from './shared.ts';

const source = 'Oxidized comware and vrp, RANCID vrp.pm';

/** What Comware and VRP have in common: prompts in angle brackets, `display`, a configuration that ends in `return`. */
export const angleLike = {
  algorithms: 'legacy' as const,
  prompt: '^(HRP_[MSA]+)?[<\\[][~*]?(?<name>[^<>\\[\\]\\s]+)[>\\]]\\s*$',
  refusals: [
    '^\\s*(% ?|error: ?)(unrecogni[sz]ed|incomplete|ambiguous|wrong parameter|too many|permission denied|no permission|unknown)',
    '^\\s*\\^\\s*$',
  ],
  pagers: [{ when: '^\\s*-{2,4} ?more ?\\(?.{0,30}\\)? ?-{2,4}\\s*$', send: ' ' }, ...morePagers],
  asynchronous: [
    '^%[A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d:\\d\\d:\\d+ \\d{4} \\S+ \\S+/\\d/',
    '^[A-Z][a-z]{2} +\\d+ \\d{4} \\d\\d:\\d\\d:\\d\\d\\S* \\S+ %%\\d\\d\\S+/\\d/',
  ],
  secrets: [
    {
      kind: 'password',
      pattern:
        '(?:password|authentication-mode \\S+|shared-key|pre-shared-key|key(?: authentication)?|super password.*?|pin verify|secret)(?: \\S+)?? (?:cipher|irreversible-cipher|hash|simple|plain) (?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-community',
      pattern:
        '^\\s*snmp-agent community (?:(?:read|write)(?: (?:cipher|simple))?|(?:complexity-check )?\\S+ cipher) (?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-key',
      pattern:
        '^\\s*snmp-agent usm-user .*?authentication-mode \\S+ (?:cipher )?(?<secret1>\\S+)(?: privacy-mode \\S+ (?:cipher )?(?<secret2>\\S+))?',
      source,
    },
    {
      kind: 'secret',
      pattern:
        '(?<secret>%\\^%#\\S.*?%\\^%#|%@%@.*?%@%@|%\\$%\\$.*?%\\$%\\$|%#%#.*?%#%#|\\$c\\$\\d\\$\\S+|\\$h\\$\\d\\$\\S+)',
      opaque: true,
      source,
    },
    ...pemBlocks,
  ],
  comment: '#',
};
