import type { Inventory } from '@netraven/common/inventory';
import { retryDeadlocks, toRowParameter, translateDatabaseError } from '@netraven/common/inventory';
import { insertVersions } from './insert-versions.ts';
import { raiseFences } from './raise-fences.ts';
import { recordSeals } from './record-seals.ts';
import { raiseHeadFences, replaceHeads } from './replace-heads.ts';
import type { Settlement } from './settlement.ts';
import { toFenceRows, toHeadRows, toSettlementRows, toVersionRows } from './settlement-rows.ts';
import { writeJobLog } from './write-job-log.ts';
import { writeOutcomes } from './write-outcomes.ts';
import { type HeadMove, moveHead } from './writer-head.ts';

/**
 * Records a batch in one transaction: the new head, version rows, current texts, settled fences, outcomes and job log.
 * Doing it again changes nothing: versions are unique by capture, and an outcome is written only where none stands.
 * @throws NETRAVEN_REPOSITORY_MOVED when the database is not at `head.from`: another writer has been active;
 *   NETRAVEN_DATABASE_UNREACHABLE when it is away
 */
export async function recordSettlements(
  inventory: Inventory,
  settlements: readonly Settlement[],
  head: HeadMove,
): Promise<void> {
  await retryDeadlocks(() => recordOnce(inventory, settlements, head)).catch((error: unknown) => {
    throw translateDatabaseError(error);
  });
}

async function recordOnce(
  inventory: Inventory,
  settlements: readonly Settlement[],
  head: HeadMove,
): Promise<void> {
  const rows = toRowParameter(toSettlementRows(settlements));
  const versions = settlements.flatMap(({ version }) => version ?? []);
  await inventory.em.fork().transactional(async (em) => {
    await moveHead(em, head);
    if (versions.length > 0) await insertVersions(em, toRowParameter(toVersionRows(versions)));
    await replaceHeads(em, toRowParameter(toHeadRows(settlements, head.to)));
    await recordSeals(em, settlements);
    await raiseHeadFences(em, rows);
    await raiseFences(em, toRowParameter(toFenceRows(settlements)));
    await writeJobLog(em, rows);
    await writeOutcomes(em, rows);
  });
}
