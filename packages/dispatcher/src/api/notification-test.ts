import { randomUUID } from 'node:crypto';
import { NetravenError } from '@netraven/common';
import { sampleNotification } from '../notify/sample-notification.ts';
import { sendNotification } from '../notify/send-notification.ts';
import { termsOf } from '../notify/target-terms.ts';
import type { Handler } from './handler.ts';

/** What the target waits for stays as it is. */
export const testNotification: Handler<'notification.test'> = async ({ config }, { name }) => {
  const target = config.notifications.find((one) => one.name === name);
  if (!target) throw noSuchTarget(name, config.notifications);
  const id = randomUUID();
  const startedAt = performance.now();
  const sample = sampleNotification(name, id, new Date());
  const { answer, error } = await sendNotification(target, sample, new AbortController().signal);
  const ms = Math.round(performance.now() - startedAt);
  return { id, address: termsOf(target).address, ms, answer, error: error?.toJSON() ?? null };
};

function noSuchTarget(name: string, targets: readonly { readonly name: string }[]): NetravenError {
  const names = targets.map((target) => target.name);
  return new NetravenError('NETRAVEN_NOT_FOUND', `notification target ${name}: not configured`, {
    hint:
      names.length === 0
        ? 'Name targets under "notifications" in netraven.yaml of the dispatchers, then start them again.'
        : `Configured are: ${names.join(', ')}.`,
  });
}
