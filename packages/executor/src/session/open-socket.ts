import { connect, type Socket } from 'node:net';
import { readInTurns } from './read-in-turns.ts';
import type { SessionScope } from './session-scope.ts';
import { translateSocketError } from './translate-ssh-error.ts';
import { turns } from './turns.ts';

/**
 * Opens the TCP connection of a session. Each write to it asks the session first; a refused write destroys it.
 * @throws NETRAVEN_CONNECT_DNS, _REFUSED, _UNREACHABLE, _TIMEOUT, _RESET; or the error that ended the session
 */
export async function openSocket(
  address: { readonly host: string; readonly port: number },
  connectMs: number,
  scope: SessionScope,
): Promise<Socket> {
  scope.throwIfEnded();
  const where = `${address.host}:${address.port}`;
  const socket = connect({ host: address.host, port: address.port, noDelay: true });
  guardWrites(socket, scope);
  readInTurns(socket, turns);
  scope.onRelease(() => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => settle(translateSocketError(where, Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }))),
      connectMs,
    );
    const onError = (error: Error) => settle(translateSocketError(where, error));
    const settle = (error?: unknown) => {
      clearTimeout(timer);
      stopListening();
      socket.off('error', onError);
      socket.off('connect', onConnect);
      if (error === undefined) return resolve();
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const onConnect = () => settle();
    const stopListening = scope.onEnd(settle);
    socket.once('error', onError);
    socket.once('connect', onConnect);
  });
  return socket;
}

/** Replaces the socket's `write`: the one place every byte of the session goes through, whoever sends it. */
function guardWrites(socket: Socket, scope: SessionScope): void {
  const write = socket.write.bind(socket);
  socket.write = ((...parameters: Parameters<typeof write>) => {
    if (scope.mayWrite()) return write(...parameters);
    socket.destroy();
    return false;
  }) as typeof socket.write;
}
