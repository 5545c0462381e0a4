import {
  apiErrorCode,
  hubConsumers,
  hubStreams,
  jetstreamErrors,
  siteConsumers,
  siteStreams,
} from '@netraven/common/jetstream';
import type { JetStreamManager, StreamInfo } from 'nats';
import { count } from '../output/format.ts';
import { type Check, fail, ok, type Patient, warn } from './check.ts';
import { openManager } from './check-nats.ts';

const NEARLY_FULL = 0.8;

/** Every stream with its consumers: that they are there, and not nearly full. */
export async function checkStreams({ api, settings, sites }: Patient): Promise<Check[]> {
  const manager = await openManager(api);
  const { streams: sizes } = settings.config;
  // A site with a server of its own has its streams there, out of sight from here.
  const localSites = (await Promise.all(sites.map((site) => isLocal(manager, site)))).flatMap((is, index) =>
    is ? [sites[index] ?? ''] : [],
  );
  const streams = [...hubStreams(sizes), ...localSites.flatMap((site) => siteStreams(site, sizes))];
  const consumers = new Map([
    ...hubConsumers(sites),
    ...localSites.flatMap((site) => [...siteConsumers(site)]),
  ]);
  return Promise.all(
    streams.map(({ name }) => {
      const expected = (consumers.get(name) ?? []).map((consumer) => consumer.durable_name);
      return checkStream(manager, name, expected);
    }),
  );
}

async function isLocal(manager: JetStreamManager, site: string): Promise<boolean> {
  const [stream] = siteStreams(site, { snapshotsBytes: 1, chunksBytes: 1, outboxBytes: 1 });
  return (await infoOf(manager, stream?.name ?? '')) !== undefined;
}

async function checkStream(
  manager: JetStreamManager,
  name: string,
  expected: readonly string[],
): Promise<Check> {
  const info = await infoOf(manager, name);
  if (info === undefined)
    return fail(name, 'is missing', 'Start a dispatcher: it makes the streams of the hub.');
  const present = new Set<string>();
  for await (const consumer of manager.consumers.list(name)) present.add(consumer.name);
  const missing = expected.filter((consumer) => !present.has(consumer));
  if (missing.length > 0) {
    return fail(
      name,
      `lacks the consumer ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' …' : ''}`,
      'Start a dispatcher, or the executors of the site: they make their consumers.',
    );
  }
  const { messages, bytes } = info.state;
  const found = `${count(messages, 'message')}${expected.length === 0 ? '' : `, ${count(expected.length, 'consumer')}`}`;
  const isBounded = info.config.max_bytes > 0 && info.config.discard === 'new';
  if (isBounded && bytes > info.config.max_bytes * NEARLY_FULL) {
    const share = Math.round((100 * bytes) / info.config.max_bytes);
    return warn(
      name,
      `${found}, ${share} % full`,
      'See that its consumers run; a full stream holds backups up.',
    );
  }
  return ok(name, found);
}

async function infoOf(manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (apiErrorCode(error) === jetstreamErrors.streamNotFound) return undefined;
    throw error;
  }
}
