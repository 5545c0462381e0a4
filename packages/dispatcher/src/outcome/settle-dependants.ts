import type { Dispatcher } from '../dispatcher.ts';

/** Executor and broker read different clocks: a session counts as later only by more than this. */
const CLOCK_MARGIN_MS = 2000;

const isSuccess = `w.outcome in ('changed', 'unchanged', 'superseded')`;
const beganAfter = `w.started_at > d.requested_at + ${CLOCK_MARGIN_MS} * interval '1 millisecond'`;

/**
 * Gives dependants the result of their winner where its session succeeded and began after they were requested. The
 * others whose winner has ended wait to be published themselves; while the winner's message is still there the broker
 * refuses them, and they depend again.
 * @returns whether any has to be published
 */
export async function settleDependants({ inventory }: Dispatcher): Promise<boolean> {
  const em = inventory.em.fork();
  await em.execute(
    `update task d set outcome = 'coalesced', started_at = w.started_at, finished_at = now(), commit = w.commit,
       capture = w.capture, fence = w.fence, executor = w.executor, hold_until = null
     from task w
     where w.id = d.coalesced_into and d.outcome is null and ${isSuccess} and ${beganAfter}`,
  );
  const released = await em.execute<{ id: string }[]>(
    `update task set coalesced_into = null
     where id in (
       select d.id from task d left join task w on w.id = d.coalesced_into
       where d.coalesced_into is not null and d.outcome is null
         and (d.hold_until is null or d.hold_until <= now())
         and (w.id is null or w.outcome is not null) and not coalesce(${isSuccess} and ${beganAfter}, false)
       for update of d skip locked
     ) returning id`,
  );
  return released.length > 0;
}
