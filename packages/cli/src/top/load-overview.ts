import { NetravenError } from '@netraven/common';
import type { Overview } from '@netraven/common/api';
import { ErrorCode, NatsError } from 'nats';
import type { Api } from '../instance/open-api.ts';

/**
 * Asks for the overview.
 * @throws NETRAVEN_API_OUTDATED when a dispatcher answers that does not know it yet; NETRAVEN_API_UNREACHABLE when none does
 */
export async function loadOverview(api: Pick<Api, 'call'>): Promise<Overview> {
  try {
    return await api.call('system.overview', {});
  } catch (error) {
    if (!isUnknownEndpoint(error)) throw error;
    const status = await api.call('status', {}).catch(() => undefined);
    if (status === undefined) throw error;
    throw new NetravenError(
      'NETRAVEN_API_OUTDATED',
      `the dispatcher of version ${status.version} does not know system.overview`,
      { cause: error },
    );
  }
}

/** Nobody listens on the subject; a dispatcher that is slow or away is something else. */
function isUnknownEndpoint(error: unknown): boolean {
  if (!(error instanceof NetravenError)) return false;
  return error.cause instanceof NatsError && error.cause.code === ErrorCode.NoResponders;
}
