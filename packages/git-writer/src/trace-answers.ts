import { addSpan, isTracing } from '@netraven/common/trace';
import type { Answer } from './settle-delivery.ts';
import type { Delivery } from './snapshot/delivery.ts';

/**
 * Tells a batch as one span for each snapshot, in the trace of its task: snapshots that are committed together share the
 * flush and the transaction, so each took as long as the batch.
 */
export function traceAnswers(answers: readonly (readonly [Delivery, Answer])[], startMs: number): void {
  if (!isTracing()) return;
  for (const [{ snapshot }, answer] of answers) {
    if (answer.kind === 'waiting' || answer.settlement === null) continue;
    const { outcome, version, error } = answer.settlement;
    addSpan(
      {
        name: 'commit snapshot',
        kind: 'consumer',
        parent: snapshot.traceparent,
        startMs,
        attributes: {
          'netraven.job': snapshot.job,
          'netraven.task': snapshot.task,
          'netraven.device': snapshot.device.name,
          'netraven.site': snapshot.site,
          'netraven.outcome': outcome,
          'netraven.commit': version?.commit ?? '',
          'netraven.batch': answers.length,
        },
      },
      { error: error?.code ?? null },
    );
  }
}
