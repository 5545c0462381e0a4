import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Path of a program of the project's dependencies. */
export function programPath(name: string): string {
  return join(root, 'node_modules', '.bin', name);
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Receives standard output line by line; without it the output is passed through. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program in the repository's root and waits for it.
 * @returns its exit code; 128 + signal when it was killed, 127 when it could not be started
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['inherit', options.onLine ? 'pipe' : 'inherit', 'inherit'],
  });
  if (child.stdout && options.onLine) createInterface({ input: child.stdout }).on('line', options.onLine);
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  const stay = () => undefined;
  process.on('SIGTERM', pass);
  // A terminal sends Ctrl-C to the whole group: the program decides what it means.
  process.on('SIGINT', stay);
  try {
    return await new Promise<number>((resolve) => {
      child.once('error', (error) => {
        console.error(`netraven: ${program} did not start: ${error.message}`);
        resolve(127);
      });
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    process.off('SIGTERM', pass);
    process.off('SIGINT', stay);
  }
}
