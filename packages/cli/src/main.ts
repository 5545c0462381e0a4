import { NetravenError, toErrorRecord, version } from '@netraven/common';
import { CommanderError } from 'commander';
import { buildProgram } from './command/build-program.ts';
import { type RunEnvironment, runCommand } from './command/run-command.ts';
import { commands } from './commands/index.ts';
import { errorJson, errorText } from './output/error-text.ts';
import { exitCodeOf, exitCodes } from './output/exit-code.ts';

/**
 * The `netraven` command.
 * @param args what was typed after the program's name
 * @returns the exit code
 */
export async function main(args: readonly string[], environment: RunEnvironment): Promise<number> {
  const { terminal } = environment;
  let exitCode: number = exitCodes.done;
  const program = buildProgram(commands, {
    version,
    writeOut: (text) => terminal.stdout.write(text),
    writeErr: (text) => terminal.stderr.write(text),
    run: async (invocation) => {
      exitCode = await runCommand(invocation, environment);
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && isHelp(thrown)) return helpExitCode(thrown);
    const error = toErrorRecord(thrown instanceof CommanderError ? toUsageError(thrown) : thrown);
    const isJson = args.includes('--json');
    terminal.stderr.write(isJson ? errorJson(error) : errorText(error, terminal.errorStyle));
    return exitCodeOf(error);
  }
}

function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.help' || code === 'commander.version';
}

/** Asking for help is no mistake; naming a noun without a verb is. */
function helpExitCode({ code }: CommanderError): number {
  return code === 'commander.help' ? exitCodes.usage : exitCodes.done;
}

function toUsageError(cause: CommanderError): NetravenError {
  const message = cause.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  return new NetravenError('NETRAVEN_USAGE', message, { cause });
}
