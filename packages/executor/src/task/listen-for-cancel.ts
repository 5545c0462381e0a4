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
  site,
  log,
}: Pick<Executor, 'connection' | 'running' | 'site' | 'log'>): () => void {
  const subscription = connection.subscribe(subjects.control(site, 'cancel'), {
    callback: (error, message) => {
      if (error) return;
      try {
        running.cancel(parseMessage('cancel', cancelTaskSchema, message.data).task);
      } catch (cause) {
        refuseMessage({ connection, log, kind: 'cancel', scope: site }, message, cause);
      }
    },
  });
  return () => subscription.unsubscribe();
}
