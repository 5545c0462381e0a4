import type { NotificationTarget } from '@netraven/common/api';
import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';

/** Every target, also one that was configured until lately. */
export const listNotificationTargets: Handler<'notification.list'> = async ({ inventory }) => {
  const targets = await inventory.em.fork().execute<NotificationTarget[]>(
    `select t.name, t.terms ->> 'transport' as transport, t.terms ->> 'address' as address, t.terms -> 'on' as "on",
       (t.terms ->> 'digestMs')::float / 1000 as "digestSeconds",
       case when t.message is not null and t.last_failed_at >= t.made_at then 'failing'
         when t.message is not null then 'sending'
         when t.last_given_up_at > coalesce(t.last_sent_at, '-infinity') then 'given-up'
         else 'idle' end as state,
       (select count(*)::int from notification_item i where i.target = t.name) as waiting,
       t.attempts, ${isoInstant('t.retry_at')} as "retryAt", ${isoInstant('t.last_sent_at')} as "lastSentAt",
       ${isoInstant('t.last_failed_at')} as "lastFailedAt", t.last_error as "lastError",
       ${isoInstant('t.last_given_up_at')} as "lastGivenUpAt", t.sent_count::int as sent,
       t.given_up_count::int as "givenUp", t.seen_at > now() - interval '5 minutes' as "isConfigured"
     from notification_target t order by t.name`,
  );
  return { targets };
};
