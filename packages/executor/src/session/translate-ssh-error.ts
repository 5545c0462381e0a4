import { type ErrorCode, NetravenError } from '@netraven/common';

/** How far a connection had come. */
export type ConnectStage = 'handshake' | 'authentication' | 'session';

interface LibraryError extends Error {
  readonly level?: string;
  readonly code?: string | number;
}

const socketCodes: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOTFOUND: ['NETRAVEN_CONNECT_DNS', 'the host name does not resolve'],
  EAI_AGAIN: ['NETRAVEN_CONNECT_DNS', 'the resolver does not answer'],
  EAI_FAIL: ['NETRAVEN_CONNECT_DNS', 'the resolver failed'],
  ENODATA: ['NETRAVEN_CONNECT_DNS', 'the host name has no address'],
  ECONNREFUSED: ['NETRAVEN_CONNECT_REFUSED', 'the connection was refused'],
  EHOSTUNREACH: ['NETRAVEN_CONNECT_UNREACHABLE', 'the host is unreachable'],
  ENETUNREACH: ['NETRAVEN_CONNECT_UNREACHABLE', 'the network is unreachable'],
  EADDRNOTAVAIL: ['NETRAVEN_CONNECT_UNREACHABLE', 'no local address reaches the host'],
  EACCES: ['NETRAVEN_CONNECT_UNREACHABLE', 'the connection is not permitted here'],
  EINVAL: ['NETRAVEN_CONNECT_UNREACHABLE', 'the address cannot be connected to'],
  ETIMEDOUT: ['NETRAVEN_CONNECT_TIMEOUT', 'the host did not answer in time'],
  ECONNRESET: ['NETRAVEN_CONNECT_RESET', 'the connection was reset'],
  EPIPE: ['NETRAVEN_CONNECT_RESET', 'the connection was closed'],
};

/** Error of a TCP connection that was not yet established. @param where `host:port` */
export function translateSocketError(where: string, error: LibraryError): NetravenError {
  // Node tries several addresses of a name in turn and gathers their errors.
  const first = error instanceof AggregateError ? (error.errors[0] as LibraryError | undefined) : error;
  const [code, fact] = socketCodes[String(first?.code)] ?? ['NETRAVEN_CONNECT_UNREACHABLE', 'no connection'];
  return new NetravenError(code, `${where}: ${fact}`, { cause: error });
}

/**
 * Error of ssh2, whatever its kind, as one of netraven's. Its own text is kept as cause only: the far side may have
 * written it.
 * @param where `host:port`
 */
export function translateSshError(where: string, stage: ConnectStage, error: LibraryError): NetravenError {
  const because = (code: ErrorCode, fact: string) =>
    new NetravenError(code, `${where}: ${fact}`, { cause: error });
  if (/no matching /.test(error.message)) {
    const what = /no matching (C->S |S->C )?(.+)$/.exec(error.message)?.[2] ?? 'algorithm';
    return because('NETRAVEN_SSH_ALGORITHMS', `no ${what} in common`);
  }
  if (error.level === 'client-authentication' || /too many authentication failures/i.test(error.message)) {
    return because('NETRAVEN_AUTH_FAILED', 'authentication was refused');
  }
  if (error.level === 'client-timeout') {
    return stage === 'session'
      ? because('NETRAVEN_SESSION_DROPPED', 'keepalives were not answered')
      : because('NETRAVEN_CONNECT_TIMEOUT', 'the device did not answer in time');
  }
  if (error.level === 'client-socket') return lostConnection(where, stage, error);
  if (stage === 'session') return because('NETRAVEN_SESSION_DROPPED', 'the device ended the connection');
  if (/Connection lost before handshake/.test(error.message)) return lostConnection(where, stage, error);
  if (stage === 'authentication') {
    return because('NETRAVEN_CONNECT_RESET', 'the device ended the connection during authentication');
  }
  return because('NETRAVEN_SSH_HANDSHAKE', 'the key exchange failed');
}

/** The connection ended where ssh2 reports no error at all, or only that of the socket. */
export function lostConnection(where: string, stage: ConnectStage, cause?: unknown): NetravenError {
  if (stage === 'session') {
    return new NetravenError('NETRAVEN_SESSION_DROPPED', `${where}: the device closed the connection`, {
      cause,
    });
  }
  const during = stage === 'handshake' ? 'during the key exchange' : 'during authentication';
  return new NetravenError('NETRAVEN_CONNECT_RESET', `${where}: the device closed the connection ${during}`, {
    cause,
  });
}

/** A channel (shell, command, forwarding) that was not opened. */
export function translateChannelError(
  where: string,
  what: 'shell' | 'command' | 'forward',
  error: LibraryError,
): NetravenError {
  if (what === 'forward') {
    return new NetravenError(
      'NETRAVEN_CONNECT_JUMP',
      `${where}: the jump host did not forward the connection`,
      {
        cause: error,
      },
    );
  }
  const channel = what === 'shell' ? 'a shell' : 'a command channel';
  return new NetravenError('NETRAVEN_SESSION_SHELL', `${where}: the device refused ${channel}`, {
    cause: error,
  });
}
