import { type Client, openClient } from '@netraven/client';
import { NetravenError, SECOND } from '@netraven/common';
import type { Target } from './find-target.ts';

const CONNECT_LIMIT_MS = 3 * SECOND;

/** One instance, and how it was found. */
export interface Api extends Client {
  readonly target: Target;
}

/** @throws NETRAVEN_NATS_UNREACHABLE when no server answers within a few seconds */
export async function openApi(target: Target): Promise<Api> {
  const { nats, domain } = target;
  const client = await openClient({ nats, domain, name: 'netraven-cli', waitMs: CONNECT_LIMIT_MS }).catch(
    (cause: unknown) => {
      throw unlessKilled(cause, target);
    },
  );
  return { ...client, target };
}

/** What a stopped `up` leaves behind is taken away; where it is still there, `up` was killed. */
function unlessKilled(cause: unknown, { endpoint }: Target): unknown {
  const isAway = cause instanceof NetravenError && cause.code === 'NETRAVEN_NATS_UNREACHABLE';
  if (!isAway || endpoint === undefined) return cause;
  return new NetravenError(cause.code, cause.message, {
    cause,
    hint: `Start "netraven up" again if it was killed; else see its log in ${endpoint.log}.`,
  });
}
