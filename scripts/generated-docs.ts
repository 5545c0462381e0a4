import { cliPage, deployConfigs } from '@netraven/cli/reference';
import { errorTable } from '@netraven/common';
import { API_SERVICE, apiSubject, type EndpointName, endpoints } from '@netraven/common/api';
import { configSchema, defaultLimits } from '@netraven/common/config';
import {
  eventSchema,
  jobRequestSchema,
  notificationSchema,
  resultSchema,
  snapshotSchema,
  taskSchema,
} from '@netraven/common/message';
import { z } from 'zod';
import { metricsPage } from './metrics-page.ts';
import { platformsPage } from './platforms-page.ts';

/** Pages that are made from the code: path → content. A test compares them with what is committed. */
export function generatedDocs(): Map<string, string> {
  const schemas = {
    'job-request': jobRequestSchema,
    task: taskSchema,
    snapshot: snapshotSchema,
    result: resultSchema,
    event: eventSchema,
    notification: notificationSchema,
  };
  return new Map([
    ...deployConfigs(),
    ['docs/errors.md', errorsPage()],
    ['docs/api.md', apiPage()],
    ['docs/cli.md', cliPage()],
    ['docs/configuration.md', configurationPage()],
    ['docs/metrics.md', metricsPage()],
    ['docs/platforms.md', platformsPage()],
    ...Object.entries(schemas).map(
      ([name, schema]) => [`docs/messages/${name}.schema.json`, schemaFile(name, schema)] as const,
    ),
  ]);
}

function errorsPage(): string {
  const rows = Object.entries(errorTable).map(
    ([code, facts]) => `| \`${code}\` | ${facts.retryable ? 'yes' : 'no'} | ${facts.hint} |`,
  );
  return [
    '# Error codes',
    '',
    'Every failure an operator can meet has one of these codes, in `job show`, in the logs, in PostgreSQL and in JSON',
    'output. "Retry" says whether netraven tries again by itself. A code is never renamed or reused. This page is made from',
    '`packages/common/src/error-table.ts` by `scripts/write-docs.ts`.',
    '',
    '| code | retry | what to do |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function apiPage(): string {
  const names = Object.keys(endpoints) as EndpointName[];
  const sections = names.map((name) => {
    const { description, input, output } = endpoints[name];
    return [
      `## ${name}`,
      '',
      `${description}. Subject \`${apiSubject(name)}\`.`,
      '',
      'Request:',
      '',
      '```json',
      JSON.stringify(toSchema(input), null, 1),
      '```',
      '',
      'Answer:',
      '',
      '```json',
      JSON.stringify(toSchema(output), null, 1),
      '```',
      '',
    ].join('\n');
  });
  return [
    '# Control API',
    '',
    `Every dispatcher serves it as the NATS micro service \`${API_SERVICE}\`; the CLI uses nothing else. Requests and answers are`,
    'JSON. An error has the headers `Nats-Service-Error` and `Nats-Service-Error-Code`, and its body is a record of',
    '`code`, `message`, `hint` and `retryable` (see [errors.md](errors.md)). This page is made from `packages/common/src/api`',
    'by `scripts/write-docs.ts`.',
    '',
    ...sections,
  ].join('\n');
}

function schemaFile(name: string, schema: z.ZodType): string {
  return `${JSON.stringify({ title: `netraven ${name}, version 1`, ...toSchema(schema) }, null, 2)}\n`;
}

/** As the sender sees it: fields with a default may be left out. */
function toSchema(schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return { $schema, ...rest };
}

interface Setting {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Setting>>;
  /** Of a list. */
  readonly items?: Setting;
}

function configurationPage(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Setting;
  return [
    '# Configuration',
    '',
    'Settings stand in `netraven.yaml` (of the instance, or `--config FILE`), nested by the dots, or in a variable, which',
    'wins. Lists in variables are separated by commas; a list of mappings, such as `notifications`, is JSON there. `[]` in a',
    'setting stands for each of its items. A wrong setting is refused with its field, rule and value. This page is made from',
    '`packages/common/src/config` by `scripts/write-docs.ts`.',
    '',
    '| setting | variable | default | meaning |',
    '|---|---|---|---|',
    ...settingRows(schema, []),
    '',
  ].join('\n');
}

function settingRows({ properties = {} }: Setting, path: readonly string[]): string[] {
  return Object.entries(properties).flatMap(([name, setting]) => {
    const field = [...path, name];
    if (setting.properties) return settingRows(setting, field);
    const choices = setting.enum ?? setting.items?.enum ?? [];
    const words = choices.length === 0 ? '' : ` One of ${choices.map((value) => `\`${value}\``).join(', ')}.`;
    const cells = [
      `\`${field.join('.')}\``,
      variableOf(field),
      shownDefault(setting.default ?? defaultLimit(field)),
      `${setting.description ?? ''}${setting.enum ? words : words.replace(' One of', ' Of')}`,
    ];
    const inner = setting.items?.properties ? settingRows(setting.items, [...path, `${name}[]`]) : [];
    return [`| ${cells.join(' | ')} |`, ...inner];
  });
}

/** A part of an item has no variable of its own. */
function variableOf(field: readonly string[]): string {
  if (field.some((part) => part.endsWith('[]'))) return '–';
  const parts = field.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`));
  return `\`NETRAVEN_${parts.join('_').toUpperCase()}\``;
}

function defaultLimit([group, name]: readonly string[]): unknown {
  return group === 'limits' ? defaultLimits[name as keyof typeof defaultLimits] : undefined;
}

function shownDefault(value: unknown): string {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return '–';
  if (typeof value === 'object' && !Array.isArray(value)) return '–';
  return `\`${Array.isArray(value) ? value.join(',') : value}\``;
}
