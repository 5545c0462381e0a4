import { Argument, Command, Option } from 'commander';
import type { CliCommand, OptionSpec } from './command.ts';
import { nouns } from './nouns.ts';

/** A command with what was typed after it, keyed by camel-case name; options of every command included. */
export interface Invocation {
  readonly command: CliCommand;
  readonly given: Readonly<Record<string, unknown>>;
}

export interface ProgramOptions {
  readonly version: string;
  readonly run: (invocation: Invocation) => Promise<void>;
  /** Where help and version go. */
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

/**
 * The commander program of these commands: `netraven <noun> <verb>`. It throws `CommanderError` instead of ending the
 * process, and leaves printing errors to its caller.
 */
export function buildProgram(commands: readonly CliCommand[], options: ProgramOptions): Command {
  const program = new Command('netraven')
    .description('Backs up the configuration of network devices at fleet scale, over NATS JetStream.')
    .version(options.version)
    .addOption(new Option('--dir <dir>', 'folder of the instance (NETRAVEN_DIR; default ./.netraven)'))
    .addOption(new Option('--json', 'print results and errors as JSON'))
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: options.writeOut,
      writeErr: options.writeErr,
      outputError: () => undefined,
    })
    .exitOverride()
    .helpCommand('help [command]', 'what a command takes');
  const parents = new Map<string, Command>();
  for (const command of commands) {
    const words = command.name.split(' ');
    const parent = ensureParent(program, parents, words.slice(0, -1));
    addCommand(parent.command(words.at(-1) ?? ''), command, options.run);
  }
  return program;
}

/** The command of one or more nouns: `config`, `config quarantine`. */
function ensureParent(program: Command, parents: Map<string, Command>, words: readonly string[]): Command {
  const noun = words.at(-1);
  if (noun === undefined) return program;
  const path = words.join(' ');
  const known = parents.get(path);
  if (known) return known;
  const made = ensureParent(program, parents, words.slice(0, -1)).command(noun);
  made.description(nouns[path] ?? '');
  parents.set(path, made);
  return made;
}

function addCommand(target: Command, command: CliCommand, run: ProgramOptions['run']): void {
  target.summary(command.summary).description(describe(command));
  for (const { name, description } of command.arguments) target.addArgument(new Argument(name, description));
  for (const spec of command.options) target.addOption(buildOption(spec));
  if (command.examples.length > 0) {
    target.addHelpText('after', `\nExamples:\n${command.examples.map((line) => `  ${line}`).join('\n')}`);
  }
  target.action(async (...received: unknown[]) => {
    const given: Record<string, unknown> = { ...target.optsWithGlobals() };
    for (const [index, argument] of target.registeredArguments.entries()) {
      given[toCamelCase(argument.name())] = received[index];
    }
    await run({ command, given });
  });
}

function describe({ summary, details }: CliCommand): string {
  return details === '' ? `${summary}.` : `${summary}.\n\n${details}`;
}

function buildOption(spec: OptionSpec): Option {
  const fallback = spec.default === undefined ? '' : ` (default: ${spec.default})`;
  const option = new Option(spec.flags, spec.description + fallback);
  if (spec.repeatable) {
    option.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  }
  return option;
}

function toCamelCase(name: string): string {
  return name.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}
