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
      'show running',
      'show configuration running',
      'show running-configuration',
      'show config running',
      'show full-configuration',
      'show current-config',
      'show configuration commands',
      'configuration show',
      'configShow -all',
      'get config',
    ],
    minLines: 4,
    hostname: '^(?:hostname|sysname) "?([^"\\s]+)',
  },
  refusals: [
    ...percentRefusals,
    '^\\s*(\\S+: )?(\\S+: )?(command not found|not found|no such (file|command)|invalid (command|syntax)|syntax error|unknown (command|keyword)|unrecogni[sz]ed|incomplete command|bad command|error: )',
    '^\\s*\\^\\s*$',
    '(syntax error|unknown (action|command|keyword|option|input)|(invalid|illegal|wrong|bad|ambiguous) (input|command|parameter|keyword|option|argument|entry)|not (a )?(valid|recogni[sz]ed|supported|allowed|permitted|authori[sz]ed)|no such command|parse error|(permission|access) denied|cannot (be )?(find|found|execute))',
    '^\\s*((usage|syntax|valid commands|(available|possible|following) (commands|completions|options)|commands available|did you mean|type (help|\\?))\\b|\\?(\\s|$))',
    '^(try|see|enter) .{0,20}(help|\\?)',
  ],
  pagers: [...morePagers, ...lessPagers],
  volatile: [
    { pattern: '^Building configuration\\.\\.\\.$' },
    { pattern: '^Current configuration ?: ?(\\d+ bytes)?$' },
    { pattern: '^! (Last|No) configuration change ' },
  ],
  secrets: pemBlocks,
};
