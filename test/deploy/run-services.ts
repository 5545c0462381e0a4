import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { ComposeService } from './read-compose.ts';

/** What stands in for the containers: replacements in arguments and variables, and where `netraven` is found. */
export interface Ground {
  /** Text of the file → text here, for example `/var/lib/netraven` → a folder, `nats:4222` → an address. */
  readonly replacements: readonly (readonly [string, string])[];
  readonly path: string;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A service that runs on. */
export interface RunningService {
  /** Asks it to end, as `docker compose stop` does. */
  stop(): Promise<Ended>;
}

/** Starts what the container of a service would run; returns once it prints `ready` (or its first line). */
export async function startService(ground: Ground, service: ComposeService): Promise<RunningService> {
  const child = spawnService(ground, service, wordsOf(service));
  const ended = collect(child);
  const first = once(createInterface({ input: child.stdout }), 'line');
  const early = await Promise.race([first.then(() => undefined), ended]);
  if (early) throw new Error(`${wordsOf(service).join(' ')} ended with ${early.code}: ${early.stderr}`);
  return {
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Runs a command to its end in the place of a service, with its variables. */
export function runIn(
  ground: Ground,
  service: ComposeService,
  words: readonly string[],
  input = '',
): Promise<Ended> {
  const child = spawnService(ground, service, words);
  child.stdin.end(input);
  return collect(child);
}

/** The command line of a service's container; the image's entry point is `netraven`. */
export function wordsOf({ entrypoint, command }: ComposeService): string[] {
  return [...(entrypoint.length === 0 ? ['netraven'] : entrypoint), ...command];
}

function spawnService(ground: Ground, service: ComposeService, words: readonly string[]) {
  const here = (value: string) =>
    ground.replacements.reduce((changed, [from, to]) => changed.replaceAll(from, to), value);
  const [program = '', ...args] = words.map(here);
  const variables = Object.entries(service.environment).map(([name, value]) => [name, here(value)] as const);
  const run = process.env.NETRAVEN_TEST_RUN;
  const env = {
    PATH: ground.path,
    NETRAVEN_DIR: here('/var/lib/netraven'),
    ...(run === undefined ? {} : { NETRAVEN_TEST_RUN: run }),
    ...Object.fromEntries(variables),
  };
  return spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
}

async function collect(child: ReturnType<typeof spawnService>): Promise<Ended> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: typeof code === 'number' ? code : 1, stdout, stderr };
}
