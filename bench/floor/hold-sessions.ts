import { readFile } from 'node:fs/promises';
import type { ServedDevice } from './serve-devices.ts';

const AT_ONCE = 50;
/** Opened and closed first: what the process itself needs does not grow with the sessions. */
const WARM_UP = 500;

/**
 * Opens a session to each device of the file named by the first argument, so that all are open at once, and prints
 * what one of them costs in resident memory and in the heap (buffers included), in bytes. Needs `--expose-gc`.
 * @param open returns what closes the session
 */
export async function holdSessions(
  open: (device: ServedDevice) => Promise<() => Promise<void>>,
): Promise<void> {
  const devices: ServedDevice[] = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'));
  for (const close of await openAll(devices.slice(0, WARM_UP))) await close();
  const before = await settledMemory();
  const held = await openAll(devices);
  const after = await settledMemory();
  const perSession = (bytes: number) => Math.round(bytes / held.length);
  const result = {
    open: held.length,
    residentBytes: perSession(after.resident - before.resident),
    heapBytes: perSession(after.heap - before.heap),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  await Promise.all(held.map((close) => close()));
  process.exit(0);

  async function openAll(wanted: readonly ServedDevice[]): Promise<(() => Promise<void>)[]> {
    const queue = wanted.values();
    const closes: (() => Promise<void>)[] = [];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const device of queue) closes.push(await open(device));
      }),
    );
    return closes;
  }
}

/** After everything that can be collected was. */
async function settledMemory(): Promise<{ resident: number; heap: number }> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, heap: heapUsed + external };
}
