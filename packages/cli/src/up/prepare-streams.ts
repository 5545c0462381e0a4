import { type Logger, SECOND } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import { connectNats, ensureHub, ensureSite } from '@netraven/common/jetstream';

const CONNECT_LIMIT_MS = 15 * SECOND;

/**
 * Creates the streams, consumers and buckets of the hub and of this machine's site, so that a wrong broker is found
 * before anything runs on it.
 * @throws NETRAVEN_NATS_UNREACHABLE when NATS does not answer
 */
export async function prepareStreams(
  nats: Config['nats'],
  {
    sites,
    site,
    sizes,
    log,
    signal,
  }: {
    readonly sites: readonly string[];
    readonly site: string;
    readonly sizes: Config['streams'];
    readonly log: Logger;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  const connection = await connectNats(nats, {
    name: 'netraven up',
    waitMs: CONNECT_LIMIT_MS,
    log,
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    await ensureHub(connection, sites, { ...sizes, domain: nats.domain });
    await ensureSite(connection, site, sizes);
  } finally {
    await connection.close();
  }
}
