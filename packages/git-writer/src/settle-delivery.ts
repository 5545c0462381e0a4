import { type ErrorRecord, NetravenError, toErrorRecord } from '@netraven/common';
import type { Snapshot, SnapshotContent } from '@netraven/common/message';
import { type CommitTarget, commitCapture } from './commit/commit-capture.ts';
import { commitSeal } from './commit/commit-seal.ts';
import { loadContent } from './content/load-content.ts';
import { type Decision, decideSnapshot, type KnownDevice } from './snapshot/decide-snapshot.ts';
import type { Delivery } from './snapshot/delivery.ts';
import type { Settlement } from './version/settlement.ts';
import type { ActiveWriter } from './writer.ts';

/** After a long absence of this writer even an old snapshot is looked at again before its chunks count as lost. */
const FEWEST_LOOKS = 3;

/** What becomes of a delivery. */
export type Answer =
  /** Recorded with its batch, then acknowledged; null where it was recorded before. */
  | { readonly kind: 'settled'; readonly settlement: Settlement | null }
  /** Handed back: its chunks are still on their way. */
  | { readonly kind: 'waiting' }
  /** Recorded as failed, so that its task does not stay open, then dropped. */
  | { readonly kind: 'refused'; readonly settlement: Settlement; readonly error: ErrorRecord };

/** The open batch and what is known of its devices, which moves on with every settled capture. */
export interface OpenBatch extends CommitTarget {
  readonly devices: Map<number, KnownDevice>;
  readonly now: Date;
}

/** Decides one snapshot by its fence and, where it is to be stored, commits it into the batch. */
export async function settleDelivery(
  writer: Pick<ActiveWriter, 'manager' | 'settings'>,
  batch: OpenBatch,
  delivery: Delivery,
): Promise<Answer> {
  const { snapshot } = delivery;
  if (snapshot.reseal) return settleReseal(writer, batch, delivery);
  const decision = decideSnapshot(snapshot, batch.devices.get(snapshot.device.id));
  switch (decision.kind) {
    case 'settled':
      return { kind: 'settled', settlement: null };
    case 'superseded':
      return settled(snapshot, { outcome: 'superseded' });
    case 'removed':
      return settled(snapshot, { outcome: 'cancelled', error: removedError(snapshot) });
    case 'refused': {
      const error = new NetravenError('NETRAVEN_MESSAGE_INVALID', `snapshot: ${decision.reason}`).toJSON();
      return { kind: 'refused', settlement: endOf(snapshot, { outcome: 'failed', error }), error };
    }
    case 'store':
      return storeDelivery(writer, { batch, ...decision, delivery });
  }
}

interface StoreContext {
  readonly batch: OpenBatch;
  readonly delivery: Delivery;
}

async function storeDelivery(
  { manager, settings }: Pick<ActiveWriter, 'manager' | 'settings'>,
  { batch, device, path, delivery }: Extract<Decision, { kind: 'store' }> & StoreContext,
): Promise<Answer> {
  const snapshot = { ...delivery.snapshot, device: { ...delivery.snapshot.device, path } };
  const isLost = () => isChunkLost(delivery, batch.now, settings.longestChunkWaitMs);
  const content = await contentOrEnd(() => loadContent(manager, snapshot), isLost);
  if (content === 'waiting') return { kind: 'waiting' };
  if ('code' in content) {
    batch.devices.set(device.id, { ...device, settledFence: snapshot.fence });
    return settled(snapshot, { outcome: 'failed', error: content, raisesFence: true });
  }
  const version = commitCapture(batch, { snapshot, content, storedPath: device.storedPath });
  const seal = version ? null : commitSeal(batch, { snapshot, content, sealedTo: device.sealedTo });
  batch.devices.set(device.id, {
    ...device,
    settledFence: snapshot.fence,
    storedPath: snapshot.device.path,
    hasHead: true,
    sealedTo: version || seal ? snapshot.sealedTo : device.sealedTo,
  });
  if (version) return settled(snapshot, { outcome: 'changed', version, raisesFence: true });
  const missingHead = device.hasHead ? null : { text: content.text, hash: snapshot.hash };
  return settled(snapshot, { outcome: 'unchanged', seal, missingHead, raisesFence: true });
}

/** An original that an operator sealed to other recipients; of no use once the configuration is another. */
async function settleReseal(
  { manager, settings }: Pick<ActiveWriter, 'manager' | 'settings'>,
  batch: OpenBatch,
  delivery: Delivery,
): Promise<Answer> {
  const { snapshot } = delivery;
  const device = batch.devices.get(snapshot.device.id);
  if (!device || device.storedPath !== snapshot.device.path) return { kind: 'settled', settlement: null };
  const isLost = () => isChunkLost(delivery, batch.now, settings.longestChunkWaitMs);
  const content = await contentOrEnd(() => loadContent(manager, snapshot), isLost);
  if (content === 'waiting') return { kind: 'waiting' };
  const seal = 'code' in content ? null : commitSeal(batch, { snapshot, content, sealedTo: device.sealedTo });
  if (!seal) return { kind: 'settled', settlement: null };
  batch.devices.set(device.id, { ...device, sealedTo: seal.sealedTo });
  return settled(snapshot, { outcome: 'unchanged', seal });
}

type End = Pick<Settlement, 'outcome'> & Partial<Settlement>;

function settled(snapshot: Snapshot, end: End): Answer {
  return { kind: 'settled', settlement: endOf(snapshot, end) };
}

function endOf(snapshot: Snapshot, end: End): Settlement {
  return { snapshot, error: null, version: null, seal: null, missingHead: null, raisesFence: false, ...end };
}

function removedError({ device }: Snapshot): ErrorRecord {
  return new NetravenError(
    'NETRAVEN_NOT_FOUND',
    `device ${device.name} was removed while its capture was on the way`,
  ).toJSON();
}

/** The content, the error that ends the capture, or that it has to be waited for. */
async function contentOrEnd(
  load: () => Promise<SnapshotContent>,
  isLost: () => boolean,
): Promise<SnapshotContent | ErrorRecord | 'waiting'> {
  try {
    return await load();
  } catch (error) {
    const record = toErrorRecord(error);
    if (record.code === 'NETRAVEN_SNAPSHOT_HASH') return record;
    if (record.code !== 'NETRAVEN_SNAPSHOT_CHUNK_MISSING') throw error;
    return isLost() ? record : 'waiting';
  }
}

function isChunkLost({ message }: Delivery, now: Date, longestWaitMs: number): boolean {
  const waitedMs = now.getTime() - message.info.timestampNanos / 1e6;
  return waitedMs > longestWaitMs && message.info.deliveryCount >= FEWEST_LOOKS;
}
