import { readdir, readFile } from 'node:fs/promises';
import { pause } from '@netraven/common';
import type { ProcessSample } from '../checker/check-processes.ts';
import type { System } from './start-system.ts';

const EVERY_MS = 2000;

/** Notes what each process of the system holds, every two seconds until disposed. Linux only; elsewhere nothing. */
export interface ProcessWatch extends AsyncDisposable {
  readonly samples: readonly ProcessSample[];
  /** One more look at all. */
  look(): Promise<void>;
}

export function watchProcesses({ roles, nats, postgres }: System): ProcessWatch {
  const samples: ProcessSample[] = [];
  const parts = [
    ...roles,
    { name: 'nats-server', pid: () => nats.server.pid() },
    { name: 'PostgreSQL', pid: () => postgres.server.pid() },
  ];
  const look = async () => {
    const atMs = Math.round(performance.now());
    for (const { name, pid } of parts) {
      const sample = await readProcess(pid());
      if (sample) samples.push({ name, pid: pid(), atMs, ...sample });
    }
  };
  const stopped = new AbortController();
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      await look();
      await pause(EVERY_MS, stopped.signal);
    }
  })();
  return {
    samples,
    look,
    [Symbol.asyncDispose]: async () => {
      stopped.abort();
      await watching;
    },
  };
}

async function readProcess(pid: number): Promise<{ residentMib: number; descriptors: number } | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status);
    if (!resident) return undefined;
    const descriptors = (await readdir(`/proc/${pid}/fd`)).length;
    return { residentMib: Math.round(Number(resident[1]) / 1024), descriptors };
  } catch {
    return undefined;
  }
}
