import type { Logger } from './log.ts';

/**
 * Turns SIGINT and SIGTERM into one abort signal. The first signal asks the service to finish or hand back what is
 * in flight; Ctrl-C after it, or `limitMs`, ends the process at once. A further SIGTERM does not: a service manager
 * and the parent process each send one for the same stop.
 */
export function shutdownSignal(log: Logger, limitMs: number): AbortSignal {
  const controller = new AbortController();
  const stop = (name: string) => {
    if (controller.signal.aborted) {
      if (name === 'SIGINT') process.exit(130);
      return;
    }
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
