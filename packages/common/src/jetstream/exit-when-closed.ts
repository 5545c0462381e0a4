import type { NatsConnection } from 'nats';
import type { Logger } from '../log.ts';

/**
 * Ends the process with exit code 1 when the connection is closed for good, so that whatever supervises it starts it
 * again; a closed connection does nothing, and says nothing. A service that is asked to stop closes it itself.
 */
export function exitWhenClosed(connection: NatsConnection, log: Logger, stopping: AbortSignal): void {
  void connection.closed().then((error) => {
    if (stopping.aborted) return;
    log.fatal({ err: error }, 'the connection to NATS is closed for good');
    process.exit(1);
  });
}
