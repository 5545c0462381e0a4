import { z } from 'zod';

/**
 * Something happened, for whoever watches live: `netraven.events.<site|hub>.<noun>.<what>`. Events hasten what
 * follows but nothing depends on one; PostgreSQL is the record.
 */
export const eventSchema = z.object({
  v: z.literal(1),
  at: z.iso.datetime(),
  noun: z.enum(['job', 'task', 'device', 'snapshot', 'service', 'message', 'schedule', 'notification']),
  what: z.string().regex(/^[a-z-]{1,32}$/),
  /** Ids and short facts only; never device output. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type NetravenEvent = z.output<typeof eventSchema>;
