import { PassThrough, Readable } from 'node:stream';
import { text as readStream } from 'node:stream/consumers';
import type { CommandContext } from '../command/command-context.ts';

/** What one command printed on standard output, and how it ended. */
export interface CommandResult {
  readonly output: string;
  readonly exitCode: number;
}

/** Runs a netraven command in this process, as if it had been typed; progress and errors show where they always do. */
export async function runNetraven(
  { terminal, environment, paths }: CommandContext,
  args: readonly string[],
  input = '',
): Promise<CommandResult> {
  // The list of commands imports this one: a static import would be a circle.
  const { main } = await import('../main.ts');
  const stdout = new PassThrough();
  const output = readStream(stdout);
  const exitCode = await main(['--dir', paths.dir, ...args], {
    terminal: { ...terminal, stdin: Readable.from([input]), stdout, isInteractive: false },
    environment,
  });
  stdout.end();
  return { output: await output, exitCode };
}
