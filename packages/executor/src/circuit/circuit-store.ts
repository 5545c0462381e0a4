import { isWrongRevision } from '@netraven/common/jetstream';
import { parseMessage, toSubjectToken } from '@netraven/common/message';
import type { KV } from 'nats';
import { type CircuitEntry, circuitEntrySchema } from './circuit.ts';

/** What stands in the bucket for a device. */
export interface StoredCircuit {
  /** Null when nothing stands there, or nothing that can be read. */
  readonly entry: CircuitEntry | null;
  /** For the compare-and-set; 0 when nothing ever stood there. */
  readonly revision: number;
}

export async function readCircuit(bucket: KV, device: string): Promise<StoredCircuit> {
  const found = await bucket.get(toSubjectToken(device));
  if (found === null) return { entry: null, revision: 0 };
  return { entry: found.operation === 'PUT' ? parseEntry(found.value) : null, revision: found.revision };
}

function parseEntry(value: Uint8Array): CircuitEntry | null {
  try {
    return parseMessage('circuit', circuitEntrySchema, value);
  } catch {
    return null;
  }
}

/**
 * Replaces what stands there, or with null forgets it.
 * @returns false when somebody else wrote since it was read
 */
export async function writeCircuit(
  bucket: KV,
  device: string,
  { entry, revision }: StoredCircuit,
): Promise<boolean> {
  const key = toSubjectToken(device);
  try {
    if (entry === null) await bucket.delete(key, { previousSeq: revision });
    else await bucket.put(key, JSON.stringify(entry), { previousSeq: revision });
    return true;
  } catch (error) {
    if (isWrongRevision(error)) return false;
    throw error;
  }
}

const TRIES = 5;

export interface CircuitChange {
  readonly before: CircuitEntry | null;
  readonly after: CircuitEntry | null;
}

/**
 * Changes what stands there, on what is there at that moment.
 * @param change returns what is to stand there; the entry it was given leaves it, null forgets it
 * @returns null when others were faster every time
 */
export async function changeCircuit(
  bucket: KV,
  device: string,
  change: (entry: CircuitEntry | null) => CircuitEntry | null,
): Promise<CircuitChange | null> {
  for (let tried = 0; tried < TRIES; tried++) {
    const { entry: before, revision } = await readCircuit(bucket, device);
    const after = change(before);
    if (after === before || (await writeCircuit(bucket, device, { entry: after, revision })))
      return { before, after };
  }
  return null;
}
