import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 10_000;
const POLL_MS = 100;

/** A process that a test started and did not end. */
export interface Leftover {
  readonly pid: number;
  readonly commandLine: string;
}

/**
 * Waits until every process that carries `NETRAVEN_TEST_RUN=<run>` in its environment is gone.
 * @param limitMs how long to wait
 * @returns those that are not; always empty where there is no `/proc`
 */
export async function findLeftovers(run: string, limitMs = LIMIT_MS): Promise<readonly Leftover[]> {
  const endsAt = performance.now() + limitMs;
  for (;;) {
    const found = await listProcesses(run);
    if (found.length === 0 || performance.now() > endsAt) return found;
    await delay(POLL_MS);
  }
}

async function listProcesses(run: string): Promise<Leftover[]> {
  if (process.platform !== 'linux') return [];
  const found: Leftover[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || name === String(process.pid)) continue;
    const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(`NETRAVEN_TEST_RUN=${run}`)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    found.push({ pid: Number(name), commandLine: line.split('\0').join(' ').trim() });
  }
  return found;
}
