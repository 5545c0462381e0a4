import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'RANCID foundry.pm, Oxidized ironware';

/** What the descendants of Foundry's IronWare have in common; the way of login stands before the name in the prompt. */
export const foundryLike = {
  ...iosLike,
  prompt: '^((telnet|SSH)@)?(?<name>[\\w#][\\w.:/~#+ -]*?)(\\([^()\\n]*\\))?[>#]\\s*$',
  setup: ['skip-page-display', 'terminal length 0'],
  refusals: [
    ...iosLike.refusals,
    '^\\s*invalid input -> ',
    '^\\s*incomplete command',
    '^\\s*ambiguous input -> ',
  ],
  configuration: {
    commands: ['show running-config', 'write terminal'],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
    version: '^ver (\\S+)',
  },
  volatile: [
    { pattern: '^!?Current configuration ?:.*$' },
    { pattern: '^\\s*secure-mac-address ' },
    { pattern: '^!?Building configuration\\.\\.\\.$' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern: '^enable (?:super-user|port-config|read-only)-password (?:\\d )?(?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-community',
      pattern: '^snmp-server (?:community|host \\S+(?: version \\S+)?) (?:\\d )?(?<secret>\\S+)',
      source,
    },
    { kind: 'aaa-key', pattern: '^(?:radius|tacacs)-server .*?key (?:\\d )?(?<secret>\\S+)', source },
    { kind: 'private-key', pattern: '^crypto key .*?(?:private_key|private-key) "?(?<secret>[^"]+)', source },
    ...iosSecrets,
  ],
};
