import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Duplex, Readable } from 'node:stream';
import { guardScript } from './guard-script.ts';

const KEPT_LINES = 8;
/** PostgreSQL, nats-server and netraven's own JSON lines. */
const PROBLEM = /\b(FATAL|PANIC):|\[(FTL|ERR)\]|"level":"(error|fatal)"/;

/** One server to run; it never outlives this process. */
export interface GuardedCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Asks the server to end within a bounded time: `SIGINT` for PostgreSQL (fast shutdown), `SIGTERM` for NATS. */
  readonly endSignal: 'SIGINT' | 'SIGTERM';
  /** Milliseconds from `endSignal` to SIGKILL. */
  readonly endLimitMs: number;
  /** Runs the server as this user and group; only root can. */
  readonly runAs?: { readonly uid: number; readonly gid: number };
  /** Removed once the server was ended, by `end` or because this process went away; a crash leaves it. */
  readonly removeAfter?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

/** A running server. */
export interface GuardedProcess {
  /** The server's own process id. */
  readonly pid: number;
  /** Fulfils when the server and its guard are gone, with the server's exit code (128 + signal when killed). */
  readonly exited: Promise<number>;
  /** Why it ended, as far as it said: of the last few lines the last that reports a problem, else the last. */
  lastLine(): string;
  /** Asks the server to end and waits until it has. */
  end(): Promise<void>;
}

/**
 * Starts a server in its own session, so that Ctrl-C in a terminal reaches this process alone, with a guard that ends
 * it when this process goes away.
 */
export async function spawnGuarded(wanted: GuardedCommand): Promise<GuardedProcess> {
  const tenths = String(Math.max(1, Math.ceil(wanted.endLimitMs / 100)));
  const signal = wanted.endSignal.slice('SIG'.length);
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      guardScript,
      'netraven-guard',
      signal,
      tenths,
      wanted.removeAfter ?? '',
      wanted.command,
      ...wanted.args,
    ],
    {
      detached: true,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: buildEnvironment(wanted.env),
      ...(wanted.runAs ?? {}),
    },
  );
  const exited = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? 137));
    child.once('error', () => resolve(127));
  });
  const recent: string[] = [];
  const keep = (line: string) => {
    if (line.trim() === '') return;
    recent.push(line);
    if (recent.length > KEPT_LINES) recent.shift();
    wanted.onLine?.(line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', keep);
  }
  child.once('error', (error) => keep(error.message));
  const lifeline = child.stdio[3] as Duplex;
  const pid = await readPid(lifeline, exited);
  return {
    pid,
    exited,
    lastLine: () => recent.findLast((line) => PROBLEM.test(line)) ?? recent.at(-1) ?? 'it printed nothing',
    end: async () => {
      lifeline.destroy();
      await exited;
    },
  };
}

/** The guard's first line; 0 when it ended before it could say. */
async function readPid(lifeline: Readable, exited: Promise<number>): Promise<number> {
  lifeline.on('error', () => undefined);
  const told = once(lifeline, 'data').then(([bytes]) => Number.parseInt(String(bytes), 10));
  return Promise.race([told.catch(() => 0), exited.then(() => 0)]);
}

/** Servers see only what they need: no token or password of the caller's environment. */
function buildEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = { LC_ALL: 'C', PATH: process.env.PATH ?? '/usr/bin:/bin' };
  for (const name of ['TMPDIR', 'NETRAVEN_TEST_RUN']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return { ...kept, ...extra };
}
