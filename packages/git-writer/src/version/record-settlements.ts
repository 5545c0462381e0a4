import { DeadlockException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError, pause, retryDelay } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import type { Settlement } from './settlement.ts';
import {
  headColumns,
  settlementColumns,
  toFenceRows,
  toHeadRows,
  toSettlementRows,
  toVersionRows,
  versionColumns,
} from './settlement-rows.ts';

/** Key of the one repository of a netraven in `writer_head`. */
export const REPOSITORY_NAME = 'configs';

const MOST_ATTEMPTS = 6;

/** Where the database stands before and after a batch. */
export interface HeadMove {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Records a batch in one transaction: the new head, version rows, current texts, settled fences, outcomes and job log.
 * Doing it again changes nothing: versions are unique by capture, and an outcome is written only where none stands.
 * @throws NETRAVEN_REPOSITORY_MOVED when the database is not at `head.from`: another writer has been active
 */
export async function recordSettlements(
  inventory: Inventory,
  settlements: readonly Settlement[],
  head: HeadMove,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await recordOnce(inventory, settlements, head);
    } catch (error) {
      // The recorder updates the same tasks and devices; PostgreSQL ends one of two that wait for each other.
      if (!(error instanceof DeadlockException) || attempt === MOST_ATTEMPTS) throw error;
      await pause(retryDelay(attempt, 20, 500, Math.random()));
    }
  }
}

async function recordOnce(
  inventory: Inventory,
  settlements: readonly Settlement[],
  head: HeadMove,
): Promise<void> {
  const rows = JSON.stringify(toSettlementRows(settlements));
  const versions = settlements.flatMap(({ version }) => version ?? []);
  await inventory.em.fork().transactional(async (em) => {
    await moveHead(em, head);
    if (versions.length > 0) await insertVersions(em, JSON.stringify(toVersionRows(versions)));
    await replaceHeads(em, JSON.stringify(toHeadRows(settlements, head.to)));
    await raiseHeadFences(em, rows);
    await raiseFences(em, JSON.stringify(toFenceRows(settlements)));
    await writeJobLog(em, rows);
    await writeOutcomes(em, rows);
  });
}

/** Reads the newest commit whose rows are in the database; null before the first. */
export async function readRecordedHead(inventory: Inventory): Promise<string | null> {
  const rows = await inventory.em
    .fork()
    .execute<{ commit: string }[]>('select commit from writer_head where repository = ?', [REPOSITORY_NAME]);
  return rows[0]?.commit ?? null;
}

async function moveHead(em: EntityManager, { from, to }: HeadMove): Promise<void> {
  if (to === null) return;
  const moved = await em.execute<unknown[]>(
    `insert into writer_head (repository, commit, updated_at) values (?, ?, now())
     on conflict (repository) do update set commit = excluded.commit, updated_at = excluded.updated_at
     where writer_head.commit = ? returning 1`,
    [REPOSITORY_NAME, to, from ?? ''],
  );
  if (moved.length === 0)
    throw new NetravenError(
      'NETRAVEN_REPOSITORY_MOVED',
      `the database is not at commit ${from ?? 'none'}: another git-writer has written`,
    );
}

async function insertVersions(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `insert into config_version (capture, device_id, device_name, site, path, platform, fence, job_id, task_id, commit,
       blob, hash, bytes, lines, captured_at, committed_at, added, removed, change, diff)
     select capture, (select id from device where id = r.device_id), device_name, site, path, platform, fence, job_id,
       task_id, commit, blob, hash, bytes, lines, captured_at, committed_at, added, removed, change, diff
     from json_to_recordset(?::json) as r (${versionColumns}) order by seq
     on conflict do nothing`,
    [rows],
  );
}

async function replaceHeads(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `insert into config_head (device_name, device_id, version_id, fence, commit, hash, bytes, text, captured_at)
     select r.device_name, (select id from device where id = r.device_id),
       (select v.id from config_version v where v.commit = r.commit and v.device_name = r.device_name),
       r.fence, r.commit, r.hash, r.bytes, r.text, r.captured_at
     from json_to_recordset(?::json) as r (${headColumns}) order by r.device_name
     on conflict (device_name) do update set
       device_id = excluded.device_id, version_id = excluded.version_id, fence = excluded.fence,
       commit = excluded.commit, hash = excluded.hash, bytes = excluded.bytes, text = excluded.text,
       captured_at = excluded.captured_at`,
    [rows],
  );
}

/** SQL that is true when fence `newer` comes after fence `older`, or `older` is null; see `compareFences`. */
function isNewerFence(newer: string, older: string): string {
  const parts = (fence: string) => `string_to_array(${fence}, '-')::bigint[]`;
  return `(${older} is null or ${parts(newer)} > ${parts(older)})`;
}

/** A capture that equals what is in git makes it that much newer. */
async function raiseHeadFences(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (device_name) * from json_to_recordset(?::json) as r (${settlementColumns})
       where outcome = 'unchanged' order by device_name, seq desc
     )
     update config_head set fence = r.fence
     from r where config_head.device_name = r.device_name and ${isNewerFence('r.fence', 'config_head.fence')}`,
    [rows],
  );
}

async function raiseFences(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `update device set settled_fence = r.fence
     from json_to_recordset(?::json) as r (device_id int, fence text)
     where device.id = r.device_id and ${isNewerFence('r.fence', 'device.settled_fence')}`,
    [rows],
  );
}

/** Before the outcomes are written, so that a task that ended otherwise can be told apart. */
async function writeJobLog(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `insert into job_log (job_id, task_id, device_name, attempt, seq, at, level, message)
     select task.job_id, task.id, r.device_name, ${WRITER_ATTEMPT}, r.log_seq, now(), r.log_level,
       r.log_message || case when task.outcome = 'cancelled' then '; the task had been cancelled' else '' end
     from json_to_recordset(?::json) as r (${settlementColumns})
     join task on task.id = r.task and task.site = r.site
     order by r.seq
     on conflict do nothing`,
    [rows],
  );
}

/** Stands where lines of a session have its number. */
const WRITER_ATTEMPT = -2;

/** Of several captures of one task, the one that made a commit is its outcome. */
async function writeOutcomes(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (task) * from json_to_recordset(?::json) as r (${settlementColumns})
       order by task, (outcome = 'changed') desc, seq desc
     ), settled as (
       update task set
         outcome = r.outcome,
         capture = r.capture,
         fence = r.fence,
         commit = r.commit,
         error_code = r.error_code,
         error_message = r.error_message,
         error_hint = r.error_hint,
         captured_at = coalesce(task.captured_at, now()),
         finished_at = now()
       from r where task.id = r.task and task.site = r.site and task.outcome is null
       returning task.device_id, task.outcome, task.error_code, task.finished_at
     )
     update device set
       last_outcome = settled.outcome,
       last_outcome_at = settled.finished_at,
       last_error_code = settled.error_code,
       failures_in_row = case when settled.outcome = 'failed' then device.failures_in_row + 1 else 0 end
     from settled where device.id = settled.device_id`,
    [rows],
  );
}
