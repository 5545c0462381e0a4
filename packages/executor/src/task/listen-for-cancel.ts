import { refuseMessage } from '@netraven/common/jetstream';
import { cancelTaskSchema, parseMessage, subjects } from '@netraven/common/message';
import type { Executor } from '../executor.ts';

/**
 * Closes running sessions as the dispatcher orders; the outcome is the dispatcher's.
 * @returns what ends it
 */
export function listenForCancel({
  connection,
  running,
  waiting,
  site,
  log,
}: Pick<Executor, 'connection' | 'running' | 'waiting' | 'site' | 'log'>): () => void {
  const subscription = connection.subscribe(subjects.control(site, 'cancel'), {
    callback: (error, message) => {
      if (error) return;
      try {
        const { task } = parseMessage('cancel', cancelTaskSchema, message.data);
        running.cancel(task);
        waiting.cancel(task);
      } catch (cause) {
        refuseMessage({ connection, log, kind: 'cancel', scope: site }, message, cause);
      }
    },
  });
  return () => subscription.unsubscribe();
}
