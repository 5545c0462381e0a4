import type { PlatformData } from '../platform.ts';
import { otherNames } from './other-names.ts';
import { lessPagers, morePagers, pemBlocks, percentRefusals } from './shared.ts';

/** Any other system: the prompt is learned, and the common names of the configuration command are tried in turn. */
export const generic: PlatformData = {
  name: 'generic',
  title: 'Any other system with a command line',
  aliases: otherNames,
  algorithms: 'legacy',
  prompt: '^(?<name>\\S.{0,80}?)(\\([^()\\n]*\\))? ?[>#$]\\s*$',
  privilege: [{ when: '>\\s*$', command: 'enable' }],
  setup: ['terminal length 0'],
  configuration: {
    commands: [
      'show running-config',
      'show configuration',
      'display current-configuration',
      'show config',
      'show run',
      'show configuration running',
      'show full-configuration',
      'show current-config',
      'configShow -all',
    ],
    hostname: '^(?:hostname|sysname) "?([^"\\s]+)',
  },
  refusals: [
    ...percentRefusals,
    '^\\s*(\\S+: )?(\\S+: )?(command not found|not found|no such (file|command)|invalid (command|syntax)|syntax error|unknown (command|keyword)|unrecogni[sz]ed|incomplete command|bad command|error: )',
    '^\\s*\\^\\s*$',
    '(syntax error|unknown (action|command|keyword)|invalid (input|command))',
  ],
  pagers: [...morePagers, ...lessPagers],
  volatile: [
    { pattern: '^Building configuration\\.\\.\\.$' },
    { pattern: '^Current configuration ?: ?(\\d+ bytes)?$' },
    { pattern: '^! (Last|No) configuration change ' },
  ],
  secrets: pemBlocks,
};
