import { ErrorCode, type NatsConnection, NatsError } from 'nats';

interface Flushing {
  readonly protocol?: { flushPending?: () => void };
}

/**
 * Makes one write of all that a connection sends in one turn of the event loop: the client writes once per promise
 * that goes on, and with many tasks at work that system call is a tenth of their CPU. What was given last still goes out before the
 * connection is closed.
 */
export function gatherFlushes(connection: NatsConnection): void {
  const { protocol } = connection as unknown as Flushing;
  const flush = protocol?.flushPending?.bind(protocol);
  // A client that flushes elsewhere works as well, only slower; the test says so.
  if (protocol === undefined || flush === undefined) return;
  let isDue = false;
  protocol.flushPending = () => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      flush();
    });
  };
  const close = connection.close.bind(connection);
  connection.close = () => {
    flush();
    return close();
  };
}

/**
 * Has one error stand for all cancelled requests: the client cancels each request that was answered, with a new error
 * and its stack, which nobody gets to see.
 */
export function shareCancelledError(): void {
  if (NatsError.errorForCode !== original) return;
  const cancelled = original(ErrorCode.Cancelled);
  NatsError.errorForCode = (code, cause) =>
    code === ErrorCode.Cancelled && cause === undefined ? cancelled : original(code, cause);
}

const original = NatsError.errorForCode;
