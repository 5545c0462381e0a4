import type { PlatformData } from '../platform.ts';
import { lessPagers, morePagers, pemBlocks, percentRefusals } from './shared.ts';

const source = 'FRRouting user guide';

/** FRRouting through `vtysh` as login shell. Source: FRRouting user guide, run against FRR itself. */
export const frr: PlatformData = {
  name: 'frr',
  title: 'FRRouting (vtysh)',
  aliases: ['frrouting', 'vtysh', 'zebra', 'quagga'],
  proven: 'real-os',
  prompt: '^(?<name>[\\w.-]+)(\\([^()\\n]*\\))?[>#]\\s*$',
  privilege: [{ when: '>\\s*$', command: 'enable' }],
  setup: ['no terminal paginate', 'terminal length 0'],
  configuration: {
    commands: ['show running-config'],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
    version: '^frr version (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^FRRouting (\\S+)',
      model: ' on (Linux\\([^)]*\\))',
    },
  ],
  refusals: percentRefusals,
  pagers: [...morePagers, ...lessPagers],
  secrets: [
    { kind: 'password', pattern: '^(?:enable )?password (?:8 )?(?<secret>\\S+)', source },
    { kind: 'routing-key', pattern: '^\\s*neighbor \\S+ password (?<secret>.+)$', source },
    {
      kind: 'routing-key',
      pattern: '^\\s*ip ospf (?:authentication-key|message-digest-key \\d+ md5) (?<secret>\\S+)',
      source,
    },
    {
      kind: 'routing-key',
      pattern: '^\\s*(?:isis password|area-password|domain-password) (?:clear|md5) (?<secret>\\S+)',
      source,
    },
    { kind: 'routing-key', pattern: '^\\s*ip rip authentication string (?<secret>\\S+)', source },
    { kind: 'key-string', pattern: '^\\s*key-string (?<secret>.+)$', source },
    ...pemBlocks,
  ],
};
