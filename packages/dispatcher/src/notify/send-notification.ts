import { NetravenError, SECOND } from '@netraven/common';
import type { TargetSettings } from '@netraven/common/config';
import type { Notification } from '@netraven/common/message';
import { sendEmail } from './send-email.ts';
import type { SendResult } from './send-result.ts';
import { sendWebhook } from './send-webhook.ts';

/** However the other side behaves, an attempt ends by then. */
export const SEND_LIMIT_MS = 15 * SECOND;

/** Tries once to deliver a notification to a target; never rejects. */
export async function sendNotification(
  { name, webhook, email }: TargetSettings,
  notification: Notification,
  signal: AbortSignal,
): Promise<SendResult> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(SEND_LIMIT_MS)]);
  const field = `notifications.${name}`;
  try {
    if (webhook) return await sendWebhook({ field: `${field}.webhook`, webhook }, notification, limited);
    if (email) return await sendEmail({ field: `${field}.email`, email }, notification, limited);
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `${field}: needs webhook or email`);
  } catch (error) {
    const known =
      error instanceof NetravenError
        ? error
        : new NetravenError('NETRAVEN_NOTIFICATION_FAILED', `${field}: the attempt failed`, { cause: error });
    return { answer: '', retryAfterMs: 0, error: known };
  }
}
