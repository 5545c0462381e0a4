import {
  eventSchema,
  fromSubjectToken,
  type NetravenEvent,
  outcomes,
  parseMessage,
} from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';
import type { EndedTask } from '../overview/recent-tasks.ts';
import { recordStarts, type Start } from './record-starts.ts';

/** Many tasks begin or end at once: what happens within this time is dealt with together. */
const GATHER_MS = 150;

/**
 * Hastens the closing of jobs when a task ends anywhere, and notes which have begun. A lost event costs a few seconds,
 * nothing else.
 */
export function watchEvents(dispatcher: Dispatcher): Disposable {
  const { connection, inventory, bells, log, recent } = dispatcher;
  let starts: Start[] = [];
  let hasEnds = false;
  let timer: NodeJS.Timeout | undefined;

  const deal = async () => {
    const [gathered, mustSettle] = [starts, hasEnds];
    [timer, starts, hasEnds] = [undefined, [], false];
    if (mustSettle) bells.settle.ring();
    await recordStarts(inventory, gathered).catch((error) => log.debug({ err: error }, 'starts not noted'));
  };
  const listen = (
    what: string,
    queue: string | undefined,
    take: (event: NetravenEvent, site: string) => void,
  ) =>
    connection.subscribe(`netraven.events.*.task.${what}`, {
      ...(queue === undefined ? {} : { queue }),
      callback: (error, message) => {
        if (error) return;
        try {
          const [, , site = ''] = message.subject.split('.');
          take(parseMessage('event', eventSchema, message.data), fromSubjectToken(site));
          timer ??= setTimeout(deal, GATHER_MS);
        } catch (cause) {
          count('netraven_messages_refused_total', { kind: 'event' });
          log.debug({ err: cause, subject: message.subject }, 'event ignored');
        }
      },
    });
  const subscriptions = [
    // Every dispatcher settles; one of them writes the starts.
    listen('done', undefined, ({ at, data }, site) => {
      hasEnds = true;
      const ended = endOf(data);
      if (ended) recent.note({ at, site, ...ended }, Date.now());
    }),
    listen('started', 'dispatcher', ({ at, data }) => {
      starts.push({ task: String(data.task), executor: String(data.executor), at });
    }),
  ];
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
  };
}

/** Undefined for an outcome that nobody knows: what is kept of the last minute is bounded by those that are known. */
function endOf({
  device,
  outcome: named,
  code,
  job,
}: NetravenEvent['data']): Omit<EndedTask, 'at' | 'site'> | undefined {
  const outcome = outcomes.find((known) => known === named);
  if (outcome === undefined) return undefined;
  return {
    device: String(device ?? ''),
    outcome,
    code: typeof code === 'string' ? code : null,
    job: String(job ?? ''),
  };
}
