import { publishDurable, streamNames, traceHeaders } from '@netraven/common/jetstream';
import { type Result, subjects } from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import { fitResult } from './fit-result.ts';
import type { Outbox } from './outbox.ts';

/**
 * Makes one attempt's result durable at the site. Its id is the capture where there is one, so that doing it again is
 * harmless; an attempt without a capture has a number of its own.
 */
export async function publishResult(outbox: Outbox, result: Result): Promise<void> {
  const { site, outcome, error } = result;
  await publishDurable(
    outbox.local,
    {
      subject: subjects.outbox(outbox.site, 'result', result.device.name),
      data: fitResult(result, outbox.maxPayload),
      messageId: `${result.capture ?? `${result.task}.${result.attempt}`}.${result.outcome}`,
      stream: streamNames.outbox(outbox.site),
      ...traceHeaders(outbox.traceparent),
    },
    outbox.signal,
  );
  count('netraven_attempts_total', { site, result: outcome, code: error?.code ?? '' });
}
