import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { main } from '../../../packages/cli/src/main.ts';
import { plainStyle } from '../../../packages/cli/src/output/style.ts';

/** What a command came to. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `netraven …` in this process, as in a pipe: no terminal, no colours. */
export async function runCli(
  args: readonly string[],
  { input = '', environment = {} }: { input?: string; environment?: Record<string, string> } = {},
): Promise<CliResult> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const read = [text(stdout), text(stderr)] as const;
  const code = await main(args, {
    environment,
    terminal: {
      stdin: Readable.from([input]),
      stdout,
      stderr,
      showsProgress: false,
      isInteractive: false,
      style: plainStyle,
      errorStyle: plainStyle,
    },
  });
  stdout.end();
  stderr.end();
  return { code, stdout: await read[0], stderr: await read[1] };
}
