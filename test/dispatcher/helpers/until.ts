import { pause } from '@netraven/common';

/** Waits until a value appears: asks again every few milliseconds, and fails after two minutes with what it waited for. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | null | false>): Promise<T> {
  const endsAt = performance.now() + 120_000;
  for (;;) {
    const value = await ask();
    if (value) return value;
    if (performance.now() > endsAt) throw new Error(`waited in vain: ${what}`);
    await pause(20);
  }
}
