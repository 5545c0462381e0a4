import { type Inventory, toRowParameter } from '@netraven/common/inventory';
import type { Result } from '@netraven/common/message';
import { insertConnectionLogs } from './insert-connection-logs.ts';
import { insertJobLogs } from './insert-job-logs.ts';
import { insertQuarantine } from './insert-quarantine.ts';
import { pinHostKeys } from './pin-host-keys.ts';
import { type NewSerial, replaceFacts } from './replace-facts.ts';
import { replaceLatestSealed } from './replace-latest-sealed.ts';
import { settleTasks } from './settle-tasks.ts';
import { toRows } from './to-rows.ts';

/**
 * Writes a batch of results in one transaction. Doing it again changes nothing: an outcome is written only where none
 * stands, logs are unique by task and attempt, and facts, host keys and sealed originals yield only to a newer fence.
 * @returns devices that show another serial number than before
 */
export async function recordResults(inventory: Inventory, results: readonly Result[]): Promise<NewSerial[]> {
  const rows = toRowParameter(toRows(results));
  const some = (field: 'connectionLog' | 'facts' | 'hostKey' | 'quarantine' | 'latestSealed') =>
    results.some((result) => result[field] !== null);
  return await inventory.em.fork().transactional(async (em) => {
    await settleTasks(em, rows);
    await insertJobLogs(em, rows);
    if (some('connectionLog')) await insertConnectionLogs(em, rows);
    const newSerials = some('facts') ? await replaceFacts(em, rows) : [];
    if (some('hostKey') || results.some(({ jumpHostKeys }) => jumpHostKeys.length > 0))
      await pinHostKeys(em, rows);
    if (some('quarantine')) await insertQuarantine(em, rows);
    if (some('latestSealed')) await replaceLatestSealed(em, rows);
    return newSerials;
  });
}
