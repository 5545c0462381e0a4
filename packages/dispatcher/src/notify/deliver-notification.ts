import { MINUTE, retryDelay, SECOND } from '@netraven/common';
import type { TargetSettings } from '@netraven/common/config';
import { publishEvent } from '@netraven/common/jetstream';
import { count } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';
import { type ClaimedNotification, markFailed, markGivenUp, markSent } from './claim-notifications.ts';
import { sendNotification } from './send-notification.ts';

const FIRST_RETRY_MS = 10 * SECOND;
const LONGEST_RETRY_MS = 10 * MINUTE;

/**
 * Delivers one claimed notification and writes down what came of it. A crash in between lets it be delivered again under
 * the same id.
 */
export async function deliverNotification(
  dispatcher: Dispatcher,
  { claimed, settings }: { readonly claimed: ClaimedNotification; readonly settings: TargetSettings },
  signal: AbortSignal,
): Promise<void> {
  const { inventory, log, connection } = dispatcher;
  const { target, message, attempts, isLast } = claimed;
  const { error, retryAfterMs, answer } = await sendNotification(settings, message, signal);
  if (!error) {
    await markSent(inventory, claimed);
    count('netraven_notifications_total', { target, result: 'sent' });
    log.info(
      { target, notification: message.id, attempts, answer, summary: message.summary },
      'notification sent',
    );
    dispatcher.bells.notify.ring();
    return;
  }
  if (isLast && !signal.aborted) {
    await markGivenUp(inventory, claimed, error);
    count('netraven_notifications_total', { target, result: 'given-up' });
    log.error({ target, notification: message.id, attempts, err: error }, 'notification given up');
    const data = { target, notification: message.id, attempts, code: error.code };
    publishEvent(connection, 'hub', { noun: 'notification', what: 'given-up', data });
    dispatcher.bells.notify.ring();
    return;
  }
  const delay = retryDelay(attempts, FIRST_RETRY_MS, LONGEST_RETRY_MS, Math.random());
  const retryMs = signal.aborted ? 0 : Math.max(delay, retryAfterMs);
  await markFailed(inventory, claimed, { error, retryMs });
  count('netraven_notifications_total', { target, result: 'failed' });
  const facts = { target, notification: message.id, attempts, retryMs, err: error };
  if (attempts === 1) log.warn(facts, 'notification not delivered, trying again');
  else log.debug(facts, 'notification not delivered again');
}
