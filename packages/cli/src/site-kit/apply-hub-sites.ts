import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause, SECOND } from '@netraven/common';
import { z } from 'zod';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { writePrivate } from '../instance/write-private.ts';
import { setHubSites } from './set-hub-sites.ts';

const RELOAD_LIMIT_MS = 10 * SECOND;
const LOOK_MS = 50;
const ASK_LIMIT_MS = 2 * SECOND;

const loadedSchema = z.object({ config_load_time: z.string() });

/** Whether the server works by what it was told; else it will from the next start of `netraven up` on. */
export type Applied = 'now' | 'at-start';

/** Names of the sites that have a file for the embedded server. */
export async function listHubSites(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .filter((file) => file.endsWith('.conf'))
    .map((file) => file.replace(/\.conf$/, ''))
    .toSorted();
}

/**
 * Has the running embedded server take in which sites there are, and their logins: it reads its configuration again
 * (SIGHUP). A link that is open stays open, whatever became of its login; only a restart of the server ends it.
 * @see https://github.com/nats-io/nats-server/blob/main/server/reload.go, which looks at clients and routes
 */
export async function applyHubSites(paths: InstancePaths): Promise<Applied> {
  const file = join(paths.nats, 'nats-server.conf');
  const config = await readFile(file, 'utf8').catch(() => undefined);
  const monitor = monitorOf(config ?? '');
  if (config === undefined || monitor === undefined || !config.includes('\nleafnodes {')) return 'at-start';
  const before = await loadedAt(monitor);
  const pid = Number(await readFile(join(paths.nats, 'nats-server.pid'), 'utf8').catch(() => ''));
  if (before === undefined || !Number.isInteger(pid) || pid < 2) return 'at-start';
  await writePrivate(file, setHubSites(config, await listHubSites(paths.natsSites)));
  process.kill(pid, 'SIGHUP');
  for (let endsAt = performance.now() + RELOAD_LIMIT_MS; performance.now() < endsAt; await pause(LOOK_MS)) {
    const after = await loadedAt(monitor);
    if (after !== undefined && after !== before) return 'now';
  }
  return 'at-start';
}

function monitorOf(config: string): string | undefined {
  return /^http: "([^"]+)"$/m.exec(config)?.[1];
}

/** When the server last read its configuration; a reload that it refuses does not count. */
async function loadedAt(monitor: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://${monitor}/varz`, { signal: AbortSignal.timeout(ASK_LIMIT_MS) });
    return loadedSchema.parse(await answer.json()).config_load_time;
  } catch {
    return undefined;
  }
}
