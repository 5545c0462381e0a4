import type { Logger } from './log.ts';

/**
 * Turns SIGINT and SIGTERM into one abort signal. The first signal asks the service to finish or hand back what is
 * in flight; a second one, or `limitMs` after the first, ends the process at once.
 */
export function shutdownSignal(log: Logger, limitMs: number): AbortSignal {
  const controller = new AbortController();
  const stop = (name: string) => {
    if (controller.signal.aborted) process.exit(130);
    log.info({ signal: name }, 'stopping');
    setTimeout(() => {
      log.warn({ limitMs }, 'stopping took too long, giving up what is in flight');
      process.exit(1);
    }, limitMs).unref();
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
