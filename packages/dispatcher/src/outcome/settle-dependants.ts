import { count } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';

/** Executor and broker read different clocks: a session counts as later only by more than this. */
const CLOCK_MARGIN_MS = 2000;
/** How long the record of a winner's session may take, and the git-writer after a capture. */
const RESULT_GRACE = `interval '10 seconds'`;
const CAPTURE_GRACE = `interval '1 day'`;

const fence = (column: string) => `string_to_array(${column}, '-')::bigint[]`;

/** The winner's session began after the dependant was requested, so it saw what the requester wants to see. */
const beganAfter = `w.started_at > d.requested_at + ${CLOCK_MARGIN_MS} * interval '1 millisecond'`;

/**
 * A winner that was cancelled served its dependants with a session of which only facts are recorded: it ended without
 * an error, and what it captured the git-writer has settled.
 */
const cancelledAfterCapture = `w.outcome = 'cancelled' and w.withdrawn_at is not null and w.fence is not null
  and w.error_code is null`;
const captureIsSettled = `(w.captured_at is null or exists (
  select 1 from device v where v.id = w.device_id and ${fence('v.settled_fence')} >= ${fence('w.fence')}))`;

const isServed = `${beganAfter} and (w.outcome in ('changed', 'unchanged', 'superseded')
  or (${cancelledAfterCapture} and ${captureIsSettled}))`;

/**
 * Nothing more comes from the winner. The git-writer may have been faster than the record of the session; of a
 * cancelled winner the message must be gone, and its result have had time to come.
 */
const isOver = `w.id is null
  or (w.outcome <> 'cancelled' and (w.started_at is not null or w.finished_at < now() - ${RESULT_GRACE}))
  or (w.outcome = 'cancelled' and w.withdrawn_at < now() - ${RESULT_GRACE}
    and (w.captured_at is null or w.captured_at < now() - ${CAPTURE_GRACE} or ${captureIsSettled}))`;

/**
 * Gives dependants the result of their winner where its session succeeded and began after they were requested. The
 * others whose winner is over wait to be published themselves; while the winner's message is still there the broker
 * refuses them, and they depend again.
 * @returns whether any has to be published
 */
export async function settleDependants({ inventory }: Dispatcher): Promise<boolean> {
  const em = inventory.em.fork();
  const served = await em.execute<{ site: string }[]>(
    `update task d set outcome = 'coalesced', started_at = w.started_at, finished_at = now(),
       commit = coalesce(w.commit, (select v.commit from config_version v where v.capture = w.capture)),
       capture = w.capture, fence = w.fence, executor = w.executor, hold_until = null
     from task w
     where w.id = d.coalesced_into and d.outcome is null and ${isServed}
     returning d.site`,
  );
  for (const { site } of served) count('netraven_tasks_total', { site, outcome: 'coalesced', code: '' });
  const released = await em.execute<{ id: string }[]>(
    `update task set coalesced_into = null
     where id in (
       select d.id from task d left join task w on w.id = d.coalesced_into
       where d.coalesced_into is not null and d.outcome is null
         and (d.hold_until is null or d.hold_until <= now())
         and (${isOver}) and not coalesce(${isServed}, false)
       for update of d skip locked
     ) returning id`,
  );
  return released.length > 0;
}
