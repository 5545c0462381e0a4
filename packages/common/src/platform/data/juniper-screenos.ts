import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { morePagers } from './shared.ts';

/** Sources: Oxidized `screenos`, RANCID `netscreen`. */
export const juniperScreenos: PlatformData = {
  algorithms: 'legacy',
  name: 'juniper_screenos',
  title: 'Juniper ScreenOS',
  aliases: ['screenos', 'netscreen', 'ssg', 'isg'],
  prompt: '^(?<name>[\\w.-]+)(\\(\\w+\\))?(\\([^()\\n]*\\))*->\\s*$',
  configuration: {
    commands: ['get config'],
    hostname: '^set hostname (\\S+)',
    head: ['^Total Config size .*'],
  },
  facts: [
    {
      command: 'get system',
      version: '^Software Version: ([^,\\s]+)',
      model: '^Product Name: (\\S+)',
      serial: '^Serial Number: ([^,\\s]+)',
    },
  ],
  refusals: ['^\\s*\\^-+', '^unknown keyword', '^ambiguous '],
  pagers: [...morePagers, { when: '^--- more ---\\s*$', send: ' ' }],
  volatile: [{ pattern: '^(Date \\d|Up \\d+ hours)' }, { pattern: '^Total Config size ' }],
  secrets: [
    {
      kind: 'password',
      pattern: '^set admin (?:user \\S+ )?password "?(?<secret>[^"\\s]+)',
      source: 'Oxidized screenos',
    },
    {
      kind: 'pre-shared-key',
      pattern: '(?:preshare|secret) "?(?<secret>[^"\\s]+)',
      source: 'Oxidized screenos',
    },
    ...iosSecrets,
  ],
  comment: '#',
  logout: { command: 'exit', answers: [{ when: 'save\\? ?\\[y\\]/n|\\[y/n\\]|y/\\[n\\].*$', send: 'n' }] },
};
