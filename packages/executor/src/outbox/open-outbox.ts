import { NetravenError } from '@netraven/common';
import type { Attempt } from '../attempt-task.ts';
import type { Executor } from '../executor.ts';
import type { Outbox } from './outbox.ts';

/** Of a server that has not said; the protocol's default. */
const DEFAULT_MAX_PAYLOAD = 1024 * 1024;

/**
 * The outbox for one attempt: what is published waits no longer than the lease is held.
 * @throws NETRAVEN_TASK_LEASE_LOST
 */
export function openOutbox(
  { local, site, connection }: Executor,
  { lease, traceparent }: Pick<Attempt, 'lease' | 'traceparent'>,
): Outbox {
  if (!lease.isHeld())
    throw new NetravenError('NETRAVEN_TASK_LEASE_LOST', 'the lease ran out during the session');
  const maxPayload = connection.info?.max_payload ?? DEFAULT_MAX_PAYLOAD;
  return { local, site, maxPayload, traceparent, signal: lease.lost };
}
