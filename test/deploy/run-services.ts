import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { spawnGuarded } from '../../packages/cli/src/embedded/spawn-guarded.ts';
import type { ComposeService } from './read-compose.ts';

const COMMAND_LIMIT_MS = 60_000;

/** What stands in for the containers: replacements in arguments and variables, and where `netraven` is found. */
export interface Ground {
  /** Text of the file → text here, for example `/var/lib/netraven` → a folder, `nats:4222` → an address. */
  readonly replacements: readonly (readonly [string, string])[];
  readonly path: string;
}

/** A service that runs on. */
export interface RunningService {
  /** Asks it to end, as `docker compose stop` does; returns its exit code. */
  stop(): Promise<number>;
}

/** Starts what the container of a service would run; returns once it prints its first line, `ready`. */
export async function startService(ground: Ground, service: ComposeService): Promise<RunningService> {
  const { program, args, env } = translate(ground, service, wordsOf(service));
  const first = Promise.withResolvers<void>();
  const running = await spawnGuarded({
    command: program,
    args,
    env,
    endSignal: 'SIGTERM',
    endLimitMs: COMMAND_LIMIT_MS,
    onLine: (line) => {
      if (line === 'ready' || line.startsWith('{"devices"')) first.resolve();
    },
  });
  const early = await Promise.race([first.promise, running.exited]);
  if (early !== undefined) throw new Error(`${program} ended with ${early}: ${running.lastLine()}`);
  return {
    stop: async () => {
      await running.end();
      return running.exited;
    },
  };
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end in the place of a service, with its variables; at most a minute. */
export async function runIn(
  ground: Ground,
  service: ComposeService,
  words: readonly string[],
  input = '',
): Promise<Ended> {
  const { program, args, env } = translate(ground, service, words);
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'], timeout: COMMAND_LIMIT_MS });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: typeof code === 'number' ? code : 1, stdout, stderr };
}

/** The command line of a service's container; the image's entry point is `netraven`. */
export function wordsOf({ entrypoint, command }: ComposeService): string[] {
  return [...(entrypoint.length === 0 ? ['netraven'] : entrypoint), ...command];
}

function translate(ground: Ground, service: ComposeService, words: readonly string[]) {
  const here = (value: string) =>
    ground.replacements.reduce((changed, [from, to]) => changed.replaceAll(from, to), value);
  const [program = '', ...args] = words.map(here);
  const variables = Object.entries(service.environment).map(([name, value]) => [name, here(value)]);
  const run = process.env.NETRAVEN_TEST_RUN;
  const env: Record<string, string> = {
    PATH: ground.path,
    NETRAVEN_DIR: here('/var/lib/netraven'),
    ...(run === undefined ? {} : { NETRAVEN_TEST_RUN: run }),
    ...Object.fromEntries(variables),
  };
  return { program, args, env };
}
