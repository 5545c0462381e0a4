import { NetravenError, pause, retryDelay, SECOND } from '@netraven/common';
import { callApi } from '@netraven/common/api';
import {
  apiErrorCode,
  bucketStream,
  ensureSite,
  inDomain,
  jetstreamErrors,
  siteBuckets,
  siteConsumers,
  siteStreams,
} from '@netraven/common/jetstream';
import type { JetStreamManager, NatsConnection } from 'nats';
import type { KeptSite } from './keep-site.ts';

const FIRST_DELAY_MS = SECOND;
const LONGEST_DELAY_MS = 15 * SECOND;

/** Makes sure, before anything is pulled, that the store of the site is there; waits until it can be had. */
export async function prepareSite(
  connection: NatsConnection,
  kept: KeptSite,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      if (kept.hasServer) return await ensureSite(connection, kept.site, kept.streams);
      const options = { checkAPI: false, ...inDomain(kept.domain) };
      const manager = await connection.jetstreamManager(options);
      if ((await findMissing(manager, kept.site)).length > 0) await makeSite(connection, kept);
      return;
    } catch (error) {
      kept.log.warn({ err: error }, `waiting for the store of site ${kept.site}`);
      await pause(retryDelay(attempt, FIRST_DELAY_MS, LONGEST_DELAY_MS, Math.random()), signal);
    }
  }
}

/**
 * Makes what is missing: at a server of the site's own here, at the hub by the dispatcher, which alone may; without
 * one, with the rights of this login.
 * @throws NETRAVEN_NOT_FOUND when the site is not in the inventory
 */
export async function makeSite(
  connection: NatsConnection,
  { site, streams, hasServer }: Pick<KeptSite, 'site' | 'streams' | 'hasServer'>,
): Promise<void> {
  if (hasServer || !(await askDispatcher(connection, site))) await ensureSite(connection, site, streams);
}

async function askDispatcher(connection: NatsConnection, site: string): Promise<boolean> {
  try {
    return (await callApi(connection, 'site.prepare', { name: site })).prepared;
  } catch (error) {
    if (error instanceof NetravenError && error.code === 'NETRAVEN_API_UNREACHABLE') return false;
    throw error;
  }
}

/** Streams, buckets and consumers of a site that its server does not have. */
export async function findMissing(manager: JetStreamManager, site: string): Promise<string[]> {
  const sizes = { snapshotsBytes: 0, chunksBytes: 0, outboxBytes: 0 };
  const streams = [
    ...siteStreams(site, sizes).map(({ name }) => name),
    ...siteBuckets(site).map(({ name }) => bucketStream(name)),
  ];
  const present = await Promise.all(streams.map((name) => hasStream(manager, name)));
  const missing = streams.filter((_name, index) => !present[index]);
  for (const [stream, consumers] of siteConsumers(site)) {
    if (missing.includes(stream)) continue;
    const names = new Set<string>();
    for await (const { name } of manager.consumers.list(stream)) names.add(name);
    missing.push(...consumers.map(({ durable_name }) => durable_name).filter((name) => !names.has(name)));
  }
  return missing;
}

async function hasStream(manager: JetStreamManager, name: string): Promise<boolean> {
  try {
    await manager.streams.info(name);
    return true;
  } catch (error) {
    if (apiErrorCode(error) === jetstreamErrors.streamNotFound) return false;
    throw error;
  }
}
