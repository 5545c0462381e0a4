import { MINUTE, NetravenError, pause, SECOND } from '@netraven/common';
import type { JobView } from '@netraven/common/api';
import type { Client, FollowOptions } from './client.ts';

/** Between two polls, however many events arrive. */
const SHORTEST_MS = 200;
/** How long a job may be unknown, or the API silent, before following it is given up. */
const GIVE_UP_MS = 2 * MINUTE;

const never = new AbortController().signal;

type Channel = Pick<Client, 'call' | 'connection'>;

/** Whether nothing more will happen in a job. */
export function isFinished(job: JobView): boolean {
  return job.status !== 'PENDING' && job.status !== 'RUNNING';
}

/**
 * Follows a job to its end: its state now and after each change. It asks every second, sooner when an event says that
 * something happened; it stays while NATS or the dispatcher are away for a while.
 * @param options.signal ends the following early; the job goes on
 * @param options.pollMs between two looks without an event
 * @throws NETRAVEN_API_UNREACHABLE when nobody answers, or nobody knows the job, for two minutes
 */
export async function* followJob(
  client: Channel,
  id: string,
  { signal = never, pollMs = SECOND }: FollowOptions = {},
): AsyncGenerator<JobView> {
  const hints = openHints(client);
  let lastAnswerAt = performance.now();
  let shown = '';
  try {
    while (!signal.aborted) {
      const answer = await ask(client, id);
      if ('job' in answer) {
        lastAnswerAt = performance.now();
        const now = JSON.stringify(answer.job);
        if (now !== shown) yield answer.job;
        shown = now;
        if (isFinished(answer.job)) return;
      } else if (performance.now() - lastAnswerAt > GIVE_UP_MS) {
        throw describeSilence(id, answer.error);
      }
      await pause(SHORTEST_MS, signal);
      await hints.next(pollMs - SHORTEST_MS, signal);
    }
  } finally {
    hints.close();
  }
}

/** The job, or why it cannot be seen at the moment. */
async function ask(
  client: Channel,
  id: string,
): Promise<{ readonly job: JobView } | { readonly error: NetravenError }> {
  try {
    return { job: await client.call('job.show', { id }, 10 * SECOND) };
  } catch (error) {
    if (!(error instanceof NetravenError)) throw error;
    if (error.code !== 'NETRAVEN_API_UNREACHABLE' && error.code !== 'NETRAVEN_NOT_FOUND') throw error;
    return { error };
  }
}

/** A job that was accepted and that no dispatcher knows after so long waits for one. */
function describeSilence(id: string, error: NetravenError): NetravenError {
  if (error.code !== 'NETRAVEN_NOT_FOUND') return error;
  return new NetravenError('NETRAVEN_API_UNREACHABLE', `no dispatcher has taken job ${id} up`, {
    cause: error,
    hint: 'It stays in the queue and runs as soon as one does; check with "netraven doctor".',
  });
}

/** Wakes whoever waits when any event is published. */
function openHints({ connection }: Channel): {
  next(limitMs: number, signal: AbortSignal): Promise<void>;
  close(): void;
} {
  let wake = new AbortController();
  const subscription = connection.subscribe('netraven.events.>', { callback: () => wake.abort() });
  return {
    next: async (limitMs, signal) => {
      await pause(limitMs, AbortSignal.any([wake.signal, signal]));
      wake = new AbortController();
    },
    close: () => subscription.unsubscribe(),
  };
}
