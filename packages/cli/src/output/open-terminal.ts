import { styleOf } from './style.ts';
import type { Terminal } from './terminal.ts';

/** The streams of this process. */
export function openTerminal(environment: Readonly<Record<string, string | undefined>>): Terminal {
  const { stdin, stdout, stderr } = process;
  // Who reads the messages may go away first; that is no reason to fail.
  stderr.on('error', () => undefined);
  return {
    stdin,
    stdout,
    stderr,
    showsProgress: stderr.isTTY === true,
    isInteractive: stdin.isTTY === true && stdout.isTTY === true,
    style: styleOf(stdout, environment),
    errorStyle: styleOf(stderr, environment),
  };
}
