import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError, SECOND } from '@netraven/common';
import { inDomain, publishDurable, streamNames } from '@netraven/common/jetstream';
import { captureId, type Snapshot, snapshotSchema, subjects } from '@netraven/common/message';
import type { Dispatcher } from '../dispatcher.ts';
import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';

const PUBLISH_LIMIT_MS = 10 * SECOND;

/** A part of a content; the git-writer finds it once `seal.replace` names it. */
export const putSealChunk: Handler<'seal.chunk'> = async (dispatcher, { device, id, index, data }) => {
  const { site, capture } = await findStored(dispatcher.inventory.em.fork(), device, id);
  await publish(dispatcher, {
    subject: subjects.chunk(site, capture, index),
    data: Buffer.from(data, 'base64'),
    messageId: `${capture}.chunk.${index}.${randomUUID()}`,
    stream: streamNames.chunks,
  });
  return {};
};

/** Sends the git-writer the newest version once more, with its original sealed to others. */
export const replaceSeal: Handler<'seal.replace'> = async (
  dispatcher,
  { device, id, sealedTo, hash, content },
) => {
  const stored = await findStored(dispatcher.inventory.em.fork(), device, id);
  if (stored.hash !== hash) throw newerStored(device);
  const snapshot: Snapshot = { ...toSnapshot(stored, device), hash, sealedTo, content };
  await publish(dispatcher, {
    subject: subjects.snapshot(stored.site, device),
    data: Buffer.from(JSON.stringify(snapshotSchema.parse(snapshot))),
    messageId: stored.capture,
    stream: streamNames.snapshots,
  });
  return {};
};

/** Only that of the very capture it was made from. */
export const replaceLatestSeal: Handler<'seal.replace-latest'> = async (
  { inventory },
  { device, sealedTo, fence, data },
) => {
  const rows = await inventory.em.fork().execute<unknown[]>(
    `update config_head set latest_sealed = ?, latest_sealed_to = ?
     where device_name = ? and latest_sealed_fence = ? returning 1`,
    [data, sealedTo, device, fence],
  );
  if (rows.length === 0) throw newerStored(device);
  return {};
};

interface StoredVersion {
  readonly deviceId: number;
  readonly site: string;
  readonly path: string;
  readonly platform: string;
  readonly fence: string;
  readonly capturedAt: string;
  readonly hash: string;
  readonly bytes: number;
  readonly lines: number;
  readonly task: string;
  readonly capture: string;
}

/** The newest version of a device as a snapshot names it, under an id of its own. */
async function findStored(em: EntityManager, device: string, id: string): Promise<StoredVersion> {
  const [row] = await em.execute<Omit<StoredVersion, 'task' | 'capture'>[]>(
    `select d.id as "deviceId", v.site, v.path, v.platform, v.fence, v.hash, v.bytes, v.lines,
       ${isoInstant('v.captured_at')} as "capturedAt"
     from config_head h join config_version v on v.id = h.version_id join device d on d.name = h.device_name
     where h.device_name = ?`,
    [device],
  );
  if (!row) throw new NetravenError('NETRAVEN_NOT_FOUND', `device ${device} has no stored configuration`);
  const task = `reseal-${id}`;
  return { ...row, task, capture: captureId(task, row.fence) };
}

function toSnapshot(stored: StoredVersion, name: string): Omit<Snapshot, 'hash' | 'sealedTo' | 'content'> {
  const { deviceId, site, path, platform, fence, capturedAt, bytes, lines, task, capture } = stored;
  return {
    v: 1,
    capture,
    task,
    job: 'reseal',
    site,
    device: { id: deviceId, name, path, epoch: Number(fence.split('-')[0]) },
    platform,
    fence,
    capturedAt,
    bytes,
    lines,
    change: 'insignificant',
    diff: { base: stored.hash, added: 0, removed: 0 },
    reseal: true,
    traceparent: null,
  };
}

async function publish(
  { connection, config }: Dispatcher,
  message: Parameters<typeof publishDurable>[1],
): Promise<void> {
  const hub = connection.jetstream(inDomain(config.nats.domain));
  await publishDurable(hub, message, AbortSignal.timeout(PUBLISH_LIMIT_MS));
}

function newerStored(device: string): NetravenError {
  return new NetravenError('NETRAVEN_CONFLICT', `${device}: a newer original is stored by now`, {
    hint: 'Run the command again: it takes up what is left.',
  });
}
