import { errorTable, NetravenError } from '@netraven/common';
import { findTarget } from '../instance/find-target.ts';
import { DEFAULT_DIR, instancePaths } from '../instance/instance-paths.ts';
import { type Api, openApi } from '../instance/open-api.ts';
import { exitCodes } from '../output/exit-code.ts';
import type { Terminal } from '../output/terminal.ts';
import type { Invocation } from './build-program.ts';
import type { CommandContext } from './command-context.ts';
import { openInterrupt } from './open-interrupt.ts';

/** What is the same for every command of one process. */
export interface RunEnvironment {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs one command and prints what it says: for people, or as one line of JSON each.
 * @returns the exit code
 * @throws whatever the command throws
 */
export async function runCommand(
  { command, given }: Invocation,
  { terminal, environment }: RunEnvironment,
): Promise<number> {
  const { dir, json, ...input } = given;
  const interrupt = openInterrupt();
  terminal.stdout.on('error', () => {
    if (!command.isService) process.exit(exitCodes.done);
  });
  let opened: Promise<Api> | undefined;
  const context: CommandContext = {
    paths: instancePaths(String(dir ?? (environment.NETRAVEN_DIR || DEFAULT_DIR))),
    typedDir: typeof dir === 'string' ? dir : undefined,
    environment,
    isJson: json === true,
    terminal,
    api: () => {
      opened ??= findTarget(context.paths, environment).then(openApi);
      return opened;
    },
    interrupted: interrupt.signal,
  };
  let exitCode = 0;
  try {
    for await (const output of command.execute(context, input)) {
      const text = context.isJson ? `${JSON.stringify(output.json)}\n` : output.text(terminal.style);
      if (text !== '') terminal.stdout.write(text);
      exitCode = Math.max(exitCode, output.exitCode);
    }
    return command.isService ? exitCode : (interrupt.exitCode() ?? exitCode);
  } catch (error) {
    throw refusedInput(error, command.name) ?? error;
  } finally {
    interrupt.close();
    const api = await opened?.catch(() => undefined);
    await api?.[Symbol.asyncDispose]();
  }
}

/** What the API finds wrong with a request was typed here: it says nothing of messages and their schemas then. */
function refusedInput(error: unknown, command: string): NetravenError | undefined {
  if (!(error instanceof NetravenError) || error.code !== 'NETRAVEN_MESSAGE_INVALID') return undefined;
  if (error.hint !== errorTable.NETRAVEN_MESSAGE_INVALID.hint || error.message.startsWith('answer of ')) {
    return undefined;
  }
  return new NetravenError('NETRAVEN_USAGE', error.message.replace(/^[a-z]+(\.[a-z-]+)+: /, ''), {
    cause: error,
    hint: `Run "netraven ${command} --help" to see what it takes.`,
  });
}
