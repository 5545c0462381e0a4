import { NetravenError } from '@netraven/common';
import type { z } from 'zod';
import type { Style } from '../output/style.ts';
import type { CommandContext } from './command-context.ts';

/** An option as commander writes it: `--tag <tag>`, `--no-wait`. */
export interface OptionSpec {
  readonly flags: string;
  readonly description: string;
  /** May be given several times; the values become a list. */
  readonly repeatable?: boolean;
  /** Shown in the help as what is taken without the option. */
  readonly default?: string;
}

/** A positional argument: `<file>`, `[device...]`. */
export interface ArgumentSpec {
  readonly name: string;
  readonly description: string;
}

/** What a command is, apart from how it is typed and printed. */
export interface CommandDefinition<I extends z.ZodType, D> {
  /** `<noun> <verb>`, or one word. */
  readonly name: string;
  /** Whether it changes anything beyond what it prints. */
  readonly impact: 'reads' | 'writes';
  readonly summary: string;
  /** Paragraphs of the help and of docs/cli.md, after the summary. */
  readonly details?: string;
  readonly examples?: readonly string[];
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Runs until it is told to stop: a signal is its regular end, and it goes on when nobody reads its output. */
  readonly isService?: boolean;
  /** Reads arguments and options together, each under its name in camel case. */
  readonly input: I;
  /** Does the work; a command that goes on for a while yields what it has to say, one that prints by itself nothing. */
  run(context: CommandContext, input: z.output<I>): Promise<D | undefined> | AsyncIterable<D>;
  /** What a person reads on standard output, line ends included. */
  print(data: D, style: Style): string;
  /** What a program reads with `--json`; without it, the data as they are. */
  toJson?(data: D): unknown;
  /** Without it, a command that returns has succeeded. */
  exitCode?(data: D): number;
}

/** One thing a command has to say. */
export interface CommandOutput {
  /** For `--json`. */
  readonly json: unknown;
  readonly exitCode: number;
  text(style: Style): string;
}

/** A command whose types are closed: what the program and the reference are built from. */
export interface CliCommand {
  readonly name: string;
  readonly impact: 'reads' | 'writes';
  readonly summary: string;
  readonly details: string;
  readonly examples: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly isService: boolean;
  /** @throws NETRAVEN_USAGE naming the argument or option, and whatever the command throws */
  execute(context: CommandContext, given: Readonly<Record<string, unknown>>): AsyncIterable<CommandOutput>;
}

export function defineCommand<I extends z.ZodType, D>(definition: CommandDefinition<I, D>): CliCommand {
  return {
    name: definition.name,
    impact: definition.impact,
    summary: definition.summary,
    details: definition.details ?? '',
    examples: definition.examples ?? [],
    arguments: definition.arguments ?? [],
    options: definition.options ?? [],
    isService: definition.isService ?? false,
    execute: (context, given) => execute(definition, context, given),
  };
}

async function* execute<I extends z.ZodType, D>(
  definition: CommandDefinition<I, D>,
  context: CommandContext,
  given: Readonly<Record<string, unknown>>,
): AsyncGenerator<CommandOutput> {
  const toOutput = (data: D): CommandOutput => ({
    json: definition.toJson ? definition.toJson(data) : data,
    exitCode: definition.exitCode?.(data) ?? 0,
    text: (style) => definition.print(data, style),
  });
  const result = definition.run(context, parseInput(definition, given));
  if (Symbol.asyncIterator in result) {
    for await (const data of result) yield toOutput(data);
  } else {
    const data = await result;
    if (data !== undefined) yield toOutput(data);
  }
}

function parseInput<I extends z.ZodType, D>(
  { name, input, arguments: positional = [] }: CommandDefinition<I, D>,
  given: Readonly<Record<string, unknown>>,
): z.output<I> {
  const result = input.safeParse(given);
  if (result.success) return result.data;
  const names = new Set(positional.map((argument) => argument.name.replace(/[<>[\].]/g, '')));
  const issues = result.error.issues.map((issue) => {
    const key = String(issue.path[0] ?? '');
    const shown = key === '' ? '' : names.has(key) ? `${key.toUpperCase()}: ` : `--${toFlag(key)}: `;
    return `${shown}${issue.message}`;
  });
  throw new NetravenError('NETRAVEN_USAGE', [...new Set(issues)].join('; '), {
    hint: `Run "netraven ${name} --help" to see what it takes.`,
  });
}

function toFlag(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
