import { parseMessage } from '@netraven/common/message';
import type { KV } from 'nats';
import { z } from 'zod';

const entrySchema = z.object({
  state: z.enum(['running', 'done']),
  /** Sessions begun for the task, the current one included. */
  attempts: z.number().int().nonnegative(),
});

/** What is known of a task at its site; `revision` is 0 for a task never seen. */
export interface LedgerEntry extends z.output<typeof entrySchema> {
  readonly revision: number;
}

/** What the ledger holds of a task that has never begun. */
export const unseenTask: LedgerEntry = { state: 'running', attempts: 0, revision: 0 };

/** A redelivered task is answered from here: done means acknowledge, running means another attempt. */
export async function readLedger(ledger: KV, taskId: string): Promise<LedgerEntry> {
  const entry = await ledger.get(taskId);
  if (entry?.operation !== 'PUT') return { ...unseenTask, revision: entry?.revision ?? 0 };
  return { ...parseMessage('ledger entry', entrySchema, entry.value), revision: entry.revision };
}

/**
 * Writes only if nobody has since `revision` was read.
 * @throws the broker's "wrong last sequence" when a newer holder of the device wrote first
 */
export async function writeLedger(
  ledger: KV,
  taskId: string,
  { revision, state, attempts }: LedgerEntry,
): Promise<LedgerEntry> {
  const written = await ledger.put(taskId, JSON.stringify({ state, attempts }), { previousSeq: revision });
  return { state, attempts, revision: written };
}
