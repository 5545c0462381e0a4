import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { morePagers } from './shared.ts';

/** Sources: Oxidized `tnsr`; a recorded TNSR 24.10. */
export const tnsr: PlatformData = {
  algorithms: 'legacy',
  name: 'tnsr',
  title: 'Netgate TNSR',
  aliases: ['netgate_tnsr'],
  proven: 'recording',
  prompt: '^(?<name>[\\w.-]+) tnsr(\\([^()\\n]*\\))?[#>]\\s*$',
  configuration: {
    commands: ['show configuration running cli'],
    hostname: '^system name (\\S+)',
  },
  facts: [{ command: 'show version', version: '^(?:Version: )?tnsr-v?(\\S+)|^Version: (\\S+)' }],
  refusals: ['^\\s*CLI syntax error: ', '^\\s*error: '],
  pagers: morePagers,
  secrets: iosSecrets,
  comment: '#',
};
