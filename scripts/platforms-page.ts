import { type Platform, platformSchema, platforms } from '@netraven/common/platform';
import { z } from 'zod';

const proofs: Readonly<Record<Platform['proven'], string>> = {
  recording: 'recorded session',
  'real-os': 'real system',
  documentation: 'documentation only',
};

/** `docs/platforms.md`: every platform with its names, commands and proof, and the fields of a platform file. */
export function platformsPage(): string {
  const all = platforms();
  const proven = all.filter((platform) => platform.proven !== 'documentation').length;
  return [
    '# Platforms',
    '',
    `${all.length} platforms, named by their netmiko \`device_type\`. An inventory may name them by any alias: further netmiko`,
    'types, Oxidized models and RANCID types. What other tools know and netraven has no data for is collected as',
    '`generic`: the prompt is learned, and the common names of the configuration command are tried in turn. This page is',
    'made from `packages/common/src/platform` by `scripts/write-docs.ts`.',
    '',
    `The last column is honest: ${proven} of them are proven by a session recorded on a real device or by the real system in`,
    'the tests; the others are written from the sources named in their data, and may be wrong in details. `netraven',
    'platform check FILE --device D` tries one on a live device.',
    '',
    '| platform | also called | reads | facts | channel | end marker | proven by |',
    '|---|---|---|---|---|---|---|',
    ...all.map(platformRow),
    '',
    ...severalParts,
    '',
    '## A platform of your own',
    '',
    'Put a YAML file into the folder that `platforms.folder` names: a relative one starts at the folder of the instance, and for',
    'a role that runs alone at its working directory. It is read at the start: `platform check FILE` first, and start again',
    'what runs. A platform of the name of a built-in one replaces it.',
    'Regular expressions are those of JavaScript, without flags; in single quotes YAML leaves their backslashes alone.',
    '',
    '```yaml',
    'name: acme_os',
    'title: Acme OS',
    "prompt: '^(?<name>[\\w.-]+)[>#]\\s*$'",
    "privilege: [{ when: '>\\s*$', command: enable }]",
    'setup: [terminal length 0]',
    'configuration:',
    '  commands: [show running-config]',
    "  endMarker: '^end$'",
    "refusals: ['^% ?Invalid']",
    "pagers: [{ when: '--More--', send: ' ' }]",
    '```',
    '',
    '| field | default | meaning |',
    '|---|---|---|',
    ...fieldRows(z.toJSONSchema(platformSchema, { io: 'input', unrepresentable: 'any' }) as Field, []),
    '',
  ].join('\n');
}

/** The names that only lead to `generic` are many, and listed where they are kept. */
const MAX_ALIASES = 20;

function platformRow(platform: Platform): string {
  const { name, aliases, configuration, facts, channel, proven, title } = platform;
  const shown = aliases.length > MAX_ALIASES ? `${aliases.length} names of other tools` : codes(aliases);
  const cells = [
    `\`${name}\`<br>${title}`,
    shown,
    codes([...configuration.commands, ...configuration.also.flatMap((part) => part.commands.slice(0, 1))]),
    codes(facts.map((fact) => fact.command)),
    channel,
    configuration.endMarker === undefined ? '–' : codes([configuration.endMarker]),
    proofs[proven],
  ];
  return `| ${cells.join(' | ')} |`;
}

function codes(values: readonly string[]): string {
  return values.length === 0 ? '–' : values.map((value) => `\`${value.replaceAll('|', '\\|')}\``).join(', ');
}

interface Field {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

function fieldRows({ properties = {}, required = [] }: Field, path: readonly string[]): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const full = [...path, name];
    if (field.properties) return fieldRows(field, full);
    const choices = field.enum ? ` One of ${codes(field.enum)}.` : '';
    const meaning = field.description ?? 'Expression over the configuration; its first group is the fact.';
    const value = required.includes(name) ? 'required' : shownDefault(field.default);
    return [`| \`${full.join('.')}\` | ${value} | ${meaning}${choices} |`];
  });
}

function shownDefault(value: unknown): string {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return '–';
  if (Array.isArray(value)) return 'built-in list';
  return codes([String(value)]);
}

/** What is read of systems that hold several configurations. */
const severalParts = [
  '## Devices with several configurations',
  '',
  'A session reads what the account sees where it lands, and goes into no other context: who logs in elsewhere reads that.',
  '',
  '| system | what is read | what is not |',
  '|---|---|---|',
  '| ASA with contexts | the context of the login, as a device of its own | the system context, and `changeto` to others: make each context with a management address a device |',
  '| IOS-XR | the configuration of the routers | the admin plane (`admin show running-config`): a platform of your own with `also` adds it |',
  '| NX-OS | the VDC of the login | other VDCs |',
  '| Junos | all of it, logical systems, tenants and both groups of routing engines included; of a cluster both nodes | – |',
  '| FortiOS with VDOMs | the whole box for a global administrator | for one of a VDOM: that VDOM alone |',
  '| Check Point VSX | the virtual system of the login, mostly VS0; the policy lives in the management server | other virtual systems |',
  '| BIG-IP | all partitions | certificates, keys and files of the file system |',
  '| A10 | all partitions | – |',
  '| NetScaler | the partition of the login | other partitions |',
  '| Nokia SR OS | `configure` | `bof`, `debug` and the other regions of the MD-CLI |',
];
