import { type Logger, pause, retryDelay, SECOND } from '@netraven/common';
import { type Inventory, openInventory } from '@netraven/common/inventory';
import { type Health, watchDatabase } from '@netraven/common/metric';
import type { Consumer, NatsConnection } from 'nats';
import { drainOutbox } from '../outbox/drain-outbox.ts';
import { drainResults } from './drain-results.ts';

const FIRST_RETRY_MS = SECOND;
const LONGEST_RETRY_MS = 30 * SECOND;

export interface RecorderOptions {
  readonly database: { readonly url: string; readonly poolSize: number };
  readonly connection: NatsConnection;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly health: Health;
}

/**
 * Records the results of each source until stopped. Sessions need no database, so one that is away at the start is
 * waited for; meanwhile results stay where they are.
 */
export async function runRecorder(
  sources: readonly (() => Promise<Consumer>)[],
  options: RecorderOptions,
): Promise<void> {
  const { connection, log, signal, health } = options;
  const inventory = await openWhenUp(options);
  if (inventory === null) return;
  // Sessions go on without it, so its absence does not make the executor unready.
  using _database = watchDatabase(inventory, health, { required: false });
  try {
    const recorder = { inventory, connection, log };
    await Promise.all(
      sources.map((open) => drainOutbox(open, (batch) => drainResults(recorder, batch), { log, signal })),
    );
  } finally {
    await inventory.close();
  }
}

async function openWhenUp({ database, log, signal }: RecorderOptions): Promise<Inventory | null> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await openInventory(database);
    } catch (error) {
      log.warn({ err: error }, 'the recorder waits for its database');
      await pause(retryDelay(attempt, FIRST_RETRY_MS, LONGEST_RETRY_MS, Math.random()), signal);
    }
  }
  return null;
}
