import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'RANCID edgemax.pm, Oxidized edgeswitch and netgear';

/** What switches with Broadcom's FASTPATH or ICOS have in common. */
export const fastpathLike = {
  ...iosLike,
  prompt: '^\\(?(?<name>[\\w +./:-]+?)\\)? ?(\\([^()\\n]*\\) ?)*[>#]\\s*$',
  login: { username: '^(user ?name|user|login)\\s*:\\s*$' },
  setup: ['terminal length 0'],
  refusals: [...iosLike.refusals, '^\\s*(error: )?command not found', '^\\s*incorrect input'],
  volatile: [
    { pattern: '^! ?System Up Time ' },
    { pattern: '^! ?System Up Time: ' },
    { pattern: '^! ?Current (SNTP Synchronized|System) Time: ' },
    { pattern: '^! ?Current Time: ' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern:
        '^\\s*(?:enable |username "?[^"\\s]+"? |users passwd \\S+ )?password (?:level \\d+ )?(?:encrypted )?"?(?<secret>[^"\\s]+)',
      source,
    },
    { kind: 'password', pattern: '^\\s*\\S.* encrypted "?(?<secret>[^"\\s]+)', source },
    {
      kind: 'aaa-key',
      pattern: '^\\s*(?:tacacs-server |radius.*? )?key (?:encrypted )?"?(?<secret>[^"\\s]+)',
      source,
    },
    ...iosSecrets,
  ],
  logout: { command: 'exit', answers: [{ when: 'like to save them now\\? \\(y/n\\)\\s*$', send: 'n' }] },
};

export const fastpathFacts = [
  {
    command: 'show version',
    version: '^(?:Software|Firmware) Version\\.* *:? *(\\S+)',
    model: '^(?:Machine Model|System Model ID|Model Name)\\.* *:? *(\\S+)',
    serial: '^(?:System )?Serial (?:Number|Num\\.?)\\.* *:? *(\\S+)',
  },
  { command: 'show sysinfo', uptime: '^System Up ?Time\\.* *:? *(.+?)\\s*$' },
];

/** Sources: Oxidized `icos`, `efos` and `quantaos`, netmiko `broadcom_icos` and `quanta_mesh`. */
export const broadcomIcos: PlatformData = {
  ...fastpathLike,
  name: 'broadcom_icos',
  title: 'Broadcom ICOS and other FASTPATH switches',
  aliases: ['icos', 'efos', 'broadcom', 'quanta_mesh', 'quantaos', 'fastpath', 'lenovo_icos', 'bnt_icos'],
  configuration: {
    commands: ['show running-config', 'show run'],
    hostname: '^hostname "?([^"\\n]+?)"?$',
  },
  facts: fastpathFacts,
};
