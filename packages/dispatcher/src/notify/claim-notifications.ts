import { MINUTE, type NetravenError } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import type { Notification } from '@netraven/common/message';

/** Nobody else tries it for so long, which is longer than any attempt; after a crash it is due again then. */
const LEASE_MS = MINUTE;

/** A notification this dispatcher is to deliver now. */
export interface ClaimedNotification {
  readonly target: string;
  readonly message: Notification;
  /** This one included. */
  readonly attempts: number;
  /** Whether it is given up when this attempt fails. */
  readonly isLast: boolean;
}

/**
 * Takes what is due to be delivered and no other dispatcher is at.
 * @param names targets this dispatcher can deliver to
 */
export async function claimNotifications(
  inventory: Inventory,
  names: readonly string[],
): Promise<ClaimedNotification[]> {
  return await inventory.em.fork().execute<ClaimedNotification[]>(
    `update notification_target t
     set retry_at = now() + ${LEASE_MS} * interval '1 millisecond', attempts = t.attempts + 1
     where t.name in (
       select name from notification_target
       where message is not null and retry_at <= now() and name in (select jsonb_array_elements_text(?::jsonb))
       for update skip locked
     )
     returning t.name as target, t.message, t.attempts,
       t.made_at <= now() - (t.terms ->> 'giveUpMs')::bigint * interval '1 millisecond' as "isLast"`,
    [JSON.stringify(names)],
  );
}

const nothingOnItsWay = 'message = null, message_id = null, made_at = null, retry_at = null, attempts = 0';

/** The message is through: the next one may be made. */
export async function markSent(
  inventory: Inventory,
  { target, message }: ClaimedNotification,
): Promise<void> {
  await inventory.em.fork().execute(
    `update notification_target set ${nothingOnItsWay}, last_error = null, last_sent_at = now(), sent_count = sent_count + 1
     where name = ? and message_id = ?`,
    [target, message.id],
  );
}

/** It is tried again later. */
export async function markFailed(
  inventory: Inventory,
  { target, message }: ClaimedNotification,
  { error, retryMs }: { readonly error: NetravenError; readonly retryMs: number },
): Promise<void> {
  await inventory.em.fork().execute(
    `update notification_target
     set last_error = ?, last_failed_at = now(), retry_at = now() + ?::float8 * interval '1 millisecond'
     where name = ? and message_id = ?`,
    [`${error.code}: ${error.message}`, retryMs, target, message.id],
  );
}

/** It is dropped, so that what happened since can be told. */
export async function markGivenUp(
  inventory: Inventory,
  { target, message }: ClaimedNotification,
  error: NetravenError,
): Promise<void> {
  await inventory.em.fork().execute(
    `update notification_target set ${nothingOnItsWay}, last_error = ?, last_failed_at = now(),
       last_given_up_at = now(), given_up_count = given_up_count + 1
     where name = ? and message_id = ?`,
    [`${error.code}: ${error.message}`, target, message.id],
  );
}
