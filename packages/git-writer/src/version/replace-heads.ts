import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, isNewerFence } from '@netraven/common/inventory';
import { headColumns, settlementColumns } from './settlement-rows.ts';

/** The current text of each device of the batch, as searched and compared. */
export async function replaceHeads(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into config_head (device_name, device_id, version_id, fence, commit, hash, bytes, text, captured_at)
     select r.device_name, (select id from device where name = r.device_name),
       (select v.id from config_version v where v.commit = r.commit and v.device_name = r.device_name),
       r.fence, r.commit, r.hash, r.bytes, r.text, r.captured_at
     from ${fromRows(headColumns)} order by r.device_name
     on conflict (device_name) do update set
       device_id = excluded.device_id, version_id = excluded.version_id, fence = excluded.fence,
       commit = excluded.commit, hash = excluded.hash, bytes = excluded.bytes, text = excluded.text,
       captured_at = excluded.captured_at`,
    [rows],
  );
}

/** A capture that equals what is in git makes it that much newer. */
export async function raiseHeadFences(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (device_name) * from ${fromRows(settlementColumns)}
       where outcome = 'unchanged' order by device_name, seq desc
     )
     update config_head set fence = r.fence
     from r where config_head.device_name = r.device_name and ${isNewerFence('r.fence', 'config_head.fence')}`,
    [rows],
  );
}
