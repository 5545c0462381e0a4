import { SECOND } from '@netraven/common';
import { publishEvent } from '@netraven/common/jetstream';
import type { Snapshot } from '@netraven/common/message';
import { count, observe } from '@netraven/common/metric';
import { traceFields } from '@netraven/common/trace';
import { dropChunks } from '../content/load-content.ts';
import type { Answer } from '../settle-delivery.ts';
import type { Settlement } from '../version/settlement.ts';
import type { ActiveWriter } from '../writer.ts';
import type { Delivery } from './delivery.ts';

/**
 * Says to the broker what became of each delivery, once its batch is durable in git and database. What is lost here
 * comes again and is recognised by its fence.
 */
export async function answerDeliveries(
  writer: ActiveWriter,
  answers: readonly (readonly [Delivery, Answer])[],
): Promise<void> {
  const results = await Promise.allSettled(
    answers.map(([delivery, answer]) => answerOne(writer, delivery, answer)),
  );
  const lost = results.filter((result) => result.status === 'rejected');
  if (lost.length > 0) writer.log.warn({ count: lost.length }, 'acknowledgements were not confirmed');
}

async function answerOne(
  { manager, settings }: ActiveWriter,
  delivery: Delivery,
  answer: Answer,
): Promise<void> {
  const { message, snapshot } = delivery;
  if (answer.kind === 'waiting') {
    message.nak(settings.lookAgainMs);
    return;
  }
  // First, so that a crash in between comes here again instead of leaving chunks that nobody names.
  if (snapshot.content.kind === 'chunks') await dropChunks(manager, snapshot);
  if (answer.kind === 'refused') message.term();
  else await message.ackAck();
}

/** Tells whoever watches; counts and logs what an operator should see. */
export function announceAnswers(
  writer: ActiveWriter,
  answers: readonly (readonly [Delivery, Answer])[],
): void {
  const { counters, log, connection } = writer;
  counters.batches++;
  for (const [{ message, snapshot }, answer] of answers) {
    if (answer.kind === 'waiting') continue;
    if (!answer.settlement) {
      counters.settledBefore++;
      continue;
    }
    if (answer.settlement.seal) announceSeal(writer, answer.settlement);
    if (snapshot.reseal) continue;
    countSettlement(writer, answer.settlement);
    announceSettlement(writer, answer.settlement);
    if (answer.kind === 'refused') {
      counters.refused++;
      count('netraven_messages_refused_total', { kind: 'snapshot' });
      log.error({ err: answer.error, subject: message.subject, ...idsOf(snapshot) }, 'snapshot refused');
      publishEvent(connection, snapshot.site, {
        noun: 'message',
        what: 'refused',
        data: { subject: message.subject, reason: answer.error.message },
      });
    }
  }
}

function countSettlement(
  { counters, log }: ActiveWriter,
  { outcome, snapshot, error, version }: Settlement,
): void {
  if (outcome === 'changed' || outcome === 'unchanged' || outcome === 'superseded' || outcome === 'failed')
    counters[outcome]++;
  count('netraven_tasks_total', { site: snapshot.site, outcome, code: error?.code ?? '' });
  if (version) {
    const delayMs = Math.max(0, Date.now() - Date.parse(snapshot.capturedAt));
    observe('netraven_commit_delay_seconds', { site: snapshot.site }, delayMs / SECOND);
  }
  if (error) log.warn({ err: error, capture: snapshot.capture, ...idsOf(snapshot) }, 'not committed');
}

function idsOf({
  job,
  task,
  device,
  traceparent,
}: Pick<Snapshot, 'job' | 'task'> & {
  readonly device: { readonly name: string };
  readonly traceparent?: string | null;
}) {
  return { job, task, device: device.name, ...traceFields(traceparent) };
}

function announceSeal({ connection }: ActiveWriter, { snapshot, seal }: Settlement): void {
  publishEvent(connection, snapshot.site, {
    noun: 'snapshot',
    what: 'resealed',
    data: { device: snapshot.device.name, commit: seal?.commit ?? null },
  });
}

function announceSettlement({ connection }: ActiveWriter, settlement: Settlement): void {
  const { snapshot, outcome, version, error } = settlement;
  const ids = { job: snapshot.job, task: snapshot.task, device: snapshot.device.name };
  if (version) {
    publishEvent(connection, snapshot.site, {
      noun: 'snapshot',
      what: 'committed',
      data: {
        ...ids,
        commit: version.commit,
        path: version.path,
        change: version.facts.change,
        added: version.added,
        removed: version.removed,
      },
    });
  }
  publishEvent(connection, snapshot.site, {
    noun: 'task',
    what: 'done',
    data: { ...ids, outcome, commit: version?.commit ?? null, code: error?.code ?? null },
  });
}
