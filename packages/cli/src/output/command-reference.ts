import type { ArgumentSpec, CliCommand, OptionSpec } from '../command/command.ts';
import { nouns } from '../command/nouns.ts';

/** The page on all commands, in Markdown: made from what the program itself is made from. */
export function commandReference(commands: readonly CliCommand[]): string {
  const nounsInOrder = [...new Set(commands.map(({ name }) => nounOf(name)))];
  return [
    introduction,
    table(
      ['command', 'what it does', 'changes anything'],
      commands.map(({ name, summary, impact }) => [
        `[\`${name}\`](#${name.replaceAll(' ', '-')})`,
        summary,
        impact === 'writes' ? 'yes' : 'no',
      ]),
    ),
    ...nounsInOrder.map((noun) =>
      nounSection(
        noun,
        commands.filter(({ name }) => nounOf(name) === noun),
      ),
    ),
  ].join('\n');
}

const introduction = `# The netraven command

\`netraven <noun> <verb>\`. Everything but \`up\`, \`init\`, \`demo\`, \`doctor\`, \`redact\`, \`platform\` and the roles speaks to
the control API alone (see [api.md](api.md)): what the command can do, any service can do. This page is made from the
commands by \`scripts/write-docs.ts\`.

Every command takes

| option | meaning |
|---|---|
| \`--dir DIR\` | folder of the instance; without it \`NETRAVEN_DIR\`, else \`./.netraven\` |
| \`--json\` | results as JSON on standard output, errors as one line of JSON on standard error |
| \`--help\` | what it takes |

An instance is reached by \`NETRAVEN_NATS_URL\` and its companions if set, else by \`DIR/endpoint.json\`, which \`netraven up\`
writes (mode 0600, refused otherwise), else by \`nats.url\` of \`DIR/netraven.yaml\`.

Results go to standard output alone; progress and messages go to standard error, progress only on a terminal. Colours
are for terminals, and not with \`NO_COLOR\`.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | some devices failed, or a check of \`doctor\` |
| 2 | wrong usage: an option, a name that does not exist, a file with wrong rows; nothing was changed |
| 3 | the service is not reachable |
| 128 + n | stopped by signal n; a backup that was being watched goes on |
`;

function nounSection(noun: string, commands: readonly CliCommand[]): string {
  const title = nouns[noun];
  const head = title === undefined ? [] : [`## ${noun}\n`, `${title}.\n`];
  const level = title === undefined ? '##' : '###';
  return [...head, ...commands.map((command) => commandSection(command, level))].join('\n');
}

function commandSection(command: CliCommand, level: string): string {
  const words = command.arguments.map(({ name }) => name);
  const usage = ['netraven', command.name, ...(command.options.length > 0 ? ['[options]'] : []), ...words];
  const parts = [
    `${level} ${command.name}\n`,
    `${command.summary}.${command.details === '' ? '' : ` ${command.details}`}\n`,
    `    ${usage.join(' ')}\n`,
  ];
  const rows = [...command.arguments.map(argumentRow), ...command.options.map(optionRow)];
  if (rows.length > 0) parts.push(table(['argument or option', 'meaning'], rows));
  if (command.examples.length > 0) {
    parts.push(`\`\`\`sh\n${command.examples.join('\n')}\n\`\`\`\n`);
  }
  return parts.join('\n');
}

function argumentRow({ name, description }: ArgumentSpec): string[] {
  return [`\`${name}\``, description];
}

function optionRow({ flags, description, repeatable, default: fallback }: OptionSpec): string[] {
  const notes = [
    ...(repeatable ? ['may be repeated'] : []),
    ...(fallback === undefined ? [] : [`default: ${fallback}`]),
  ];
  return [`\`${flags}\``, notes.length === 0 ? description : `${description} (${notes.join('; ')})`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''].join('\n');
}

function nounOf(name: string): string {
  return name.split(' ')[0] ?? name;
}
