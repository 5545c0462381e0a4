import { z } from 'zod';

const place = {
  /** Position in the log, from 1. */
  n: z.number().int().positive(),
  /** Monotonic time in microseconds, on Linux the same clock in every process of the machine. */
  atUs: z.number().int().nonnegative(),
  device: z.string(),
  /** Counts connections to the simulator, from 1. */
  session: z.number().int().positive(),
};

/** One line of the session log. */
export const sessionEventSchema = z.discriminatedUnion('event', [
  z.object({ ...place, event: z.literal('opened'), clientPort: z.number().int() }),
  z.object({ ...place, event: z.literal('authenticated'), method: z.string(), username: z.string() }),
  z.object({ ...place, event: z.literal('refused'), method: z.string(), username: z.string() }),
  /** Bytes that came from the client on the TCP connection, whatever they mean. */
  z.object({ ...place, event: z.literal('received'), bytes: z.number().int().positive() }),
  z.object({ ...place, event: z.literal('shell') }),
  z.object({ ...place, event: z.literal('exec') }),
  /** A command line as typed at a prompt; what is typed at a password prompt is never logged. */
  z.object({ ...place, event: z.literal('command'), line: z.string() }),
  z.object({ ...place, event: z.literal('closed'), receivedBytes: z.number().int().nonnegative() }),
]);
export type SessionEvent = z.output<typeof sessionEventSchema>;

/** A session event before the log has numbered and dated it. */
export type SessionFact = SessionEvent extends infer Event
  ? Event extends SessionEvent
    ? Omit<Event, 'n' | 'atUs' | 'device' | 'session'>
    : never
  : never;
