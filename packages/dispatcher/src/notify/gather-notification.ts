import type { EntityManager } from '@mikro-orm/postgresql';
import type { Inventory } from '@netraven/common/inventory';
import type { Notification } from '@netraven/common/message';
import { isoInstant } from '../stage/iso-instant.ts';
import { buildNotification, noCounts } from './build-notification.ts';
import { foldItems } from './fold-items.ts';
import { type ItemRow, loadDetails } from './load-details.ts';
import type { TargetTerms } from './target-terms.ts';

/** Items of one notification; what is left over makes the next one. */
const MOST_ITEMS = 50_000;
/** Devices that are looked at more closely; how many of them are listed, their size decides. */
const MOST_LISTED = 500;

interface RipeTarget {
  readonly name: string;
  readonly terms: TargetTerms;
  readonly now: Date;
}

/**
 * Makes the next notification of one target whose digest is over and that has none on its way: its items become a
 * message that does not change any more, in one transaction.
 * @param names targets this dispatcher can deliver to
 * @param id of the notification, should there be one
 * @returns whether there may be more to gather
 */
export async function gatherNotification(
  inventory: Inventory,
  names: readonly string[],
  id: string,
): Promise<boolean> {
  return await inventory.em.fork().transactional(async (em) => {
    const [target] = await em.execute<RipeTarget[]>(
      `select t.name, t.terms, now() as now from notification_target t
       where t.message is null and t.name in (select jsonb_array_elements_text(?::jsonb))
         and (select i.added_at from notification_item i where i.target = t.name order by i.id limit 1)
           <= now() - (t.terms ->> 'digestMs')::bigint * interval '1 millisecond'
       limit 1 for update of t skip locked`,
      [JSON.stringify(names)],
    );
    if (!target) return false;
    const message = await takeItems(em, target, id);
    if (message) {
      await em.execute(
        `update notification_target set message = ?::jsonb, message_id = ?, made_at = now(), retry_at = now(), attempts = 0
         where name = ?`,
        [JSON.stringify(message), id, target.name],
      );
    }
    return true;
  });
}

async function takeItems(
  em: EntityManager,
  { name, terms, now }: RipeTarget,
  id: string,
): Promise<Notification | null> {
  const taken = await em.execute<ItemRow[]>(
    `delete from notification_item where id in (
       select id from notification_item where target = ? order by id limit ${MOST_ITEMS}
     ) returning kind, state_before as "stateBefore", ${isoInstant('at')} as at, device_id as "deviceId",
       device_name as "deviceName", site, platform, version_id as "versionId", change,
       outcome_at::text as "outcomeAt", failures, error_code as "errorCode",
       serial, serial_before as "serialBefore"`,
    [name],
  );
  const items = foldItems(taken);
  if (items.length === 0) return null;
  const counts = noCounts();
  for (const { kind } of items) counts[kind] += 1;
  const devices = await loadDetails(em, items.slice(0, MOST_LISTED), terms);
  return buildNotification({
    id,
    target: name,
    isTest: false,
    madeAt: new Date(now),
    counts,
    devices,
    maxBytes: terms.maxBytes,
  });
}
