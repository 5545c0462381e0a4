import type { Inventory } from '@netraven/common/inventory';
import type { Result } from '@netraven/common/message';
import { insertConnectionLogs } from './insert-connection-logs.ts';
import { insertJobLogs } from './insert-job-logs.ts';
import { insertQuarantine } from './insert-quarantine.ts';
import { pinHostKeys } from './pin-host-keys.ts';
import { replaceFacts } from './replace-facts.ts';
import { replaceLatestSealed } from './replace-latest-sealed.ts';
import { settleTasks } from './settle-tasks.ts';
import { toRows } from './to-rows.ts';

/**
 * Writes a batch of results in one transaction. Doing it again changes nothing: an outcome is written only where none
 * stands, logs are unique by task and attempt, and facts, host keys and sealed originals yield only to a newer fence.
 */
export async function recordResults(inventory: Inventory, results: readonly Result[]): Promise<void> {
  const rows = JSON.stringify(toRows(results));
  await inventory.em.fork().transactional(async (em) => {
    await settleTasks(em, rows);
    await insertJobLogs(em, rows);
    await insertConnectionLogs(em, rows);
    await replaceFacts(em, rows);
    await pinHostKeys(em, rows);
    await insertQuarantine(em, rows);
    await replaceLatestSealed(em, rows);
  });
}
