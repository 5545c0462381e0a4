import { DAY, HOUR, pause } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import type { Dispatcher } from '../dispatcher.ts';

/** What expires, and when it began to. */
const EXPIRING = [
  { table: 'job_log', isOld: 'at < ?' },
  { table: 'connection_log', isOld: 'at < ?' },
  { table: 'quarantine', isOld: `state <> 'open' and decided_at < ?` },
];

/** Rows deleted by one statement, so that none holds its locks for long. */
const BATCH = 5000;

/**
 * Deletes job and connection logs and decided captures that are older than configured, once an hour; several
 * dispatchers do no harm.
 */
export async function expireLogs({ config, inventory, log }: Dispatcher, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const before = new Date(Date.now() - config.connectionLog.retentionDays * DAY);
    try {
      const deleted = await deleteLogs(inventory, before, signal);
      if (deleted > 0) log.info({ deleted, before }, 'old logs deleted');
    } catch (error) {
      log.warn({ err: error }, 'old logs could not be deleted, trying again in an hour');
    }
    await pause(HOUR, signal);
  }
}

/**
 * Deletes the lines of both logs that were written, and the captures in quarantine that were decided, before an instant.
 * @returns how many
 */
export async function deleteLogs(inventory: Inventory, before: Date, signal: AbortSignal): Promise<number> {
  let deleted = 0;
  for (const { table, isOld } of EXPIRING) {
    let batch = BATCH;
    while (batch === BATCH && !signal.aborted) {
      const rows = await inventory.em
        .fork()
        .execute(
          `delete from ${table} where id in (select id from ${table} where ${isOld} order by id limit ${BATCH}) returning id`,
          [before.toISOString()],
        );
      batch = rows.length;
      deleted += batch;
    }
  }
  return deleted;
}
