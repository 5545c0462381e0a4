import type { SessionEvent } from './session-event.ts';

/** Bytes an older session sent to a device after a newer session of that device had opened. */
export interface StaleBytes {
  readonly device: string;
  readonly older: number;
  readonly newer: number;
  readonly bytes: number;
  /** How long after the newer session had opened, in microseconds. */
  readonly afterUs: number;
}

/**
 * Finds what breaks the promise of one live session per device.
 * @param events a session log in order
 */
export function findStaleBytes(events: readonly SessionEvent[]): StaleBytes[] {
  const newest = new Map<string, SessionEvent>();
  const stale: StaleBytes[] = [];
  for (const event of events) {
    if (event.event === 'opened') newest.set(event.device, event);
    if (event.event !== 'received') continue;
    const newer = newest.get(event.device);
    if (!newer || newer.session <= event.session) continue;
    stale.push({
      device: event.device,
      older: event.session,
      newer: newer.session,
      bytes: event.bytes,
      afterUs: event.atUs - newer.atUs,
    });
  }
  return stale;
}
