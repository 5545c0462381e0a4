import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ExecutionContext } from 'ava';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import type { TestSystem } from './start-dispatcher.ts';

export interface SpawnedDispatcher {
  readonly child: ChildProcess;
  /** Lines so far. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** Exit code and signal. */
  readonly ended: Promise<unknown[]>;
}

export interface SpawnOptions {
  /** Besides `nats`; by default the database of the system. */
  readonly settings?: object;
  /** Options of node. */
  readonly nodeOptions?: readonly string[];
}

/** The dispatcher as a process, as the command starts it; killed at the end of the test. */
export async function spawnDispatcher(
  t: ExecutionContext,
  system: TestSystem,
  { settings = { database: { url: system.databaseUrl } }, nodeOptions = [] }: SpawnOptions = {},
): Promise<SpawnedDispatcher> {
  const { url, user, password } = system.nats.optionsFor('dispatcher');
  const file = join(await makeTempFolder(t), 'netraven.json');
  await writeFile(file, JSON.stringify({ nats: { url, user, password }, ...settings }));
  const main = join(import.meta.dirname, '../../../packages/dispatcher/src/main.ts');
  const child = spawn(process.execPath, [...nodeOptions, main, 'dispatcher', '--config', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => {
    child.kill('SIGKILL');
  });
  const stdout: string[] = [];
  const stderr: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => stdout.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => stderr.push(line));
  return { child, stdout, stderr, ended: once(child, 'exit') };
}
