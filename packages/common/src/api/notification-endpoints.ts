import { z } from 'zod';
import { targetNameSchema } from '../config/notification-settings.ts';
import { noticeKindSchema } from '../message/notification.ts';
import { errorRecordSchema } from '../message/outcome.ts';
import { endpoint } from './endpoint.ts';

export const notificationTargetSchema = z.object({
  name: z.string(),
  transport: z.enum(['webhook', 'email']),
  /** The host of a webhook, the addresses of an e-mail. */
  address: z.string(),
  on: z.array(noticeKindSchema),
  digestSeconds: z.number(),
  /** `sending`: a message is on its way; `failing`: it could not be delivered yet; `given-up`: the last one was dropped. */
  state: z.enum(['idle', 'sending', 'failing', 'given-up']),
  /** What waits for its digest, or for the message before to get through. */
  waiting: z.number(),
  /** Of the message that is on its way; 0 without one. */
  attempts: z.number(),
  /** When it is tried next; null without one. */
  retryAt: z.string().nullable(),
  lastSentAt: z.string().nullable(),
  lastFailedAt: z.string().nullable(),
  /** Why the last attempt failed; null when it did not. */
  lastError: z.string().nullable(),
  lastGivenUpAt: z.string().nullable(),
  sent: z.number(),
  givenUp: z.number(),
  /** False when no dispatcher has named it within the last five minutes: it is not configured any more. */
  isConfigured: z.boolean(),
});
export type NotificationTarget = z.output<typeof notificationTargetSchema>;

export const notificationEndpoints = {
  'notification.list': endpoint({
    description: 'Targets of notifications by name, with what waits and how the last delivery went',
    input: z.strictObject({}),
    output: z.object({ targets: z.array(notificationTargetSchema) }),
  }),
  'notification.test': endpoint({
    description: 'Send a sample to a target, once and at once, and say what came of it',
    input: z.strictObject({ name: targetNameSchema }),
    output: z.object({
      id: z.string(),
      address: z.string(),
      ms: z.number(),
      /** What the other side said: `HTTP 204`. */
      answer: z.string(),
      /** Null when it took the message. */
      error: errorRecordSchema.nullable(),
    }),
  }),
} as const;
