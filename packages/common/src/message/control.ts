import { z } from 'zod';

/**
 * Published on `netraven.control.<site>.cancel`, without a stream: an executor that holds this task closes its
 * session at once. One that does not ignores it.
 */
export const cancelTaskSchema = z.object({
  v: z.literal(1),
  task: z.string().min(1).max(80),
});
export type CancelTask = z.output<typeof cancelTaskSchema>;
