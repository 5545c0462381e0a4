import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { removePostgres } from '@netraven/cli/embedded';

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/netraven.ts', import.meta.url));
const READY_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 60_000;

/** What a command came to. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A whole netraven as `netraven up` runs it, used through its command line. */
export interface TestInstance extends AsyncDisposable {
  readonly dir: string;
  /** Runs `netraven …` on the instance; any exit code is a result. */
  netraven(args: readonly string[], input?: string): Promise<CommandResult>;
  /** The same with `--json`; fails unless the exit code is one of `codes`. */
  json<T>(args: readonly string[], codes?: readonly number[]): Promise<T>;
  /** kill -9 of a role: `dispatcher`, `executor-1`, `git-writer`. */
  kill9(role: string): Promise<void>;
  /** Ends it and starts it again in the same folder, with these settings if given. */
  restart(settings?: string): Promise<void>;
  /** Ends it as Ctrl-C does; the exit code of `up`. */
  stop(): Promise<number | null>;
}

/**
 * Starts `netraven up` in a folder of its own; the folder is removed at the end.
 * @param settings the operator's `netraven.yaml`
 */
export async function startInstance(args: readonly string[] = [], settings = ''): Promise<TestInstance> {
  const dir = await mkdtemp(join(tmpdir(), 'netraven-test-up-'));
  await writeFile(join(dir, 'netraven.yaml'), settings, { mode: 0o600 });
  const environment = { ...process.env, NETRAVEN_DIR: dir };
  let { up, exited } = await startUp(dir, args, environment);
  const netraven = (words: readonly string[], input = '') =>
    runProgram([PROGRAM, ...words], input, environment);
  const stop = async () => {
    up.kill('SIGTERM');
    const timer = setTimeout(() => up.kill('SIGKILL'), STOP_LIMIT_MS);
    const code = await exited;
    clearTimeout(timer);
    return code;
  };
  return {
    dir,
    netraven,
    json: async (words, codes = [0]) => {
      const result = await netraven([...words, '--json']);
      if (codes.includes(result.code ?? -1)) return JSON.parse(result.stdout);
      throw new Error(`netraven ${words.join(' ')} exited ${result.code}: ${result.stderr}${result.stdout}`);
    },
    kill9: async (role) => {
      process.kill(Number(await readFile(join(dir, 'run', `${role}.pid`), 'utf8')), 'SIGKILL');
    },
    restart: async (next) => {
      await stop();
      if (next !== undefined) await writeFile(join(dir, 'netraven.yaml'), next);
      ({ up, exited } = await startUp(dir, args, environment));
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      if (up.exitCode === null && up.signalCode === null) await stop();
      await removePostgres(join(dir, 'postgres'));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function startUp(dir: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const up = spawn(process.execPath, [PROGRAM, 'up', '--dir', dir, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(up, 'exit').then(([code]) => code as number | null);
  await untilReady(up, exited);
  return { up, exited };
}

async function untilReady(up: ReturnType<typeof spawn>, exited: Promise<number | null>): Promise<void> {
  if (!up.stdout || !up.stderr) throw new Error('up has no output');
  let errors = '';
  up.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ready = new Promise<void>((resolve) => {
    if (up.stdout) createInterface(up.stdout).on('line', (line) => line.includes('ready') && resolve());
  });
  const gone = exited.then((code) => {
    throw new Error(`netraven up exited ${code}: ${errors}`);
  });
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new Error(`netraven up was not ready in time: ${errors}`)), READY_LIMIT_MS).unref();
  });
  await Promise.race([ready, gone, late]);
  gone.catch(() => undefined);
}

async function runProgram(
  args: readonly string[],
  input: string,
  env: NodeJS.ProcessEnv,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
