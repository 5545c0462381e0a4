import type { Dispatcher } from '../dispatcher.ts';
import { openBells } from '../stage/bells.ts';
import { runStage } from '../stage/run-stage.ts';
import { recreateMissing } from './recreate-missing.ts';
import { removeStrays } from './remove-strays.ts';
import { repairStuck } from './repair-stuck.ts';

const EVERY_MS = 10_000;

/**
 * Keeps the queues of the hub in order, after each reconnect and every few seconds: a stream or consumer that is gone
 * is made anew, on a server that forgets acknowledgements stuck consumers are repaired, and tasks that nobody would
 * ever take are refused.
 */
export async function keepQueues(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  const { expand: reconnected } = openBells();
  const statuses = dispatcher.connection.status();
  const listen = async () => {
    for await (const status of statuses) if (status.type === 'reconnect') reconnected.ring();
  };
  void listen();
  await runStage({
    name: 'keep queues',
    step: async () => {
      await recreateMissing(dispatcher);
      await repairStuck(dispatcher, signal);
      await removeStrays(dispatcher);
      return false;
    },
    bell: reconnected,
    idleMs: EVERY_MS,
    log: dispatcher.log,
    signal,
  });
}
