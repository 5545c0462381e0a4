import { setImmediate } from 'node:timers/promises';
import { NetravenError, SECOND } from '@netraven/common';
import { observe } from '@netraven/common/metric';
import { nowMs } from '@netraven/common/trace';
import { openBatch, publishBatch } from './commit/publish-batch.ts';
import { maintainRepository } from './maintenance/maintain-repository.ts';
import { type Answer, type OpenBatch, settleDelivery } from './settle-delivery.ts';
import { announceAnswers, answerDeliveries } from './snapshot/answer-deliveries.ts';
import type { Delivery } from './snapshot/delivery.ts';
import { orderDeliveries } from './snapshot/order-deliveries.ts';
import { traceAnswers } from './trace-answers.ts';
import { loadDevices } from './version/load-devices.ts';
import { recordSettlements } from './version/record-settlements.ts';
import { readRecordedHead } from './version/writer-head.ts';
import type { ActiveWriter } from './writer.ts';

/** zlib level of stored configurations: git reads any, and the lowest costs a quarter of the default. */
const COMPRESSION_LEVEL = 1;
const HAND_BACK_MS = SECOND;
/** Snapshots between two looks at the event loop, so that reads are answered while a large batch is built. */
const YIELD_EVERY = 16;

/**
 * The active git-writer: snapshots become commits, a batch at a time, until the signal fires. A snapshot is
 * acknowledged only when its commit is on disk and its outcome in the database; whatever fails before leaves the
 * snapshots in the queue and the writer to be recovered.
 * @throws NETRAVEN_REPOSITORY_LOCKED when another writer has taken over, and what disk, database or broker answer
 */
export async function writeSnapshots(writer: ActiveWriter, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const deliveries = await writer.intake.take();
    if (deliveries.length > 0) await writeOrHandBack(writer, deliveries);
    else await confirmIdle(writer);
    await maintainRepository(writer);
  }
}

/**
 * With nothing to do, looks whether it is still the one writer, and whether the database still knows what it wrote: a
 * head that an operator took away asks for the index to be built anew.
 */
async function confirmIdle({ locks, inventory, repository }: ActiveWriter): Promise<void> {
  await locks.confirm();
  const recorded = await readRecordedHead(inventory);
  if (recorded === repository.publishedHead) return;
  throw new NetravenError(
    'NETRAVEN_REPOSITORY_MOVED',
    `the database is at commit ${recorded ?? 'none'}, the repository at ${repository.publishedHead ?? 'none'}`,
  );
}

/** What is handed back comes again at once after recovery, instead of when its acknowledgement is overdue. */
async function writeOrHandBack(writer: ActiveWriter, deliveries: readonly Delivery[]): Promise<void> {
  try {
    await writeBatch(writer, deliveries);
  } catch (error) {
    for (const { message } of deliveries) message.nak(HAND_BACK_MS);
    throw error;
  }
}

async function writeBatch(writer: ActiveWriter, deliveries: readonly Delivery[]): Promise<void> {
  const { repository, inventory, locks } = writer;
  const startMs = nowMs();
  const from = repository.publishedHead;
  const batch = await beginBatch(writer, deliveries);
  const answers: [Delivery, Answer][] = [];
  for (const delivery of orderDeliveries(deliveries)) {
    answers.push([delivery, await settleDelivery(writer, batch, delivery)]);
    if (answers.length % YIELD_EVERY === 0) await setImmediate();
  }
  await locks.confirm();
  await publishBatch(repository, batch.batch);
  const settlements = answers.flatMap(([, answer]) =>
    answer.kind === 'waiting' ? [] : (answer.settlement ?? []),
  );
  if (settlements.length > 0) await recordSettlements(inventory, settlements, { from, to: repository.head });
  await answerDeliveries(writer, answers);
  observe('netraven_writer_batch_snapshots', {}, deliveries.length);
  observe('netraven_writer_batch_seconds', {}, (nowMs() - startMs) / SECOND);
  announceAnswers(writer, answers);
  traceAnswers(answers, startMs);
}

async function beginBatch(
  { repository, inventory, log }: ActiveWriter,
  deliveries: readonly Delivery[],
): Promise<OpenBatch> {
  const now = new Date();
  return {
    repository,
    batch: openBatch(repository, COMPRESSION_LEVEL),
    bodies: new Map(),
    devices: await loadDevices(
      inventory,
      deliveries.map(({ snapshot }) => snapshot.device.id),
    ),
    nowSeconds: Math.floor(now.getTime() / 1000),
    now,
    log,
  };
}
