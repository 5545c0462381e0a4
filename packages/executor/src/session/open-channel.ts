import { NetravenError } from '@netraven/common';
import type { Platform } from '@netraven/common/platform';
import type { Client, ClientChannel } from 'ssh2';
import type { SessionScope } from './session-scope.ts';
import { translateChannelError } from './translate-ssh-error.ts';

/** Told of a channel the moment it is open: a shell, or that of one command. */
export type OnChannel = (channel: ClientChannel, command?: string) => void;

interface ChannelContext {
  readonly where: string;
  readonly scope: SessionScope;
  readonly timeoutMs: number;
  readonly isConnected: () => boolean;
}

/**
 * Opens a shell with the platform's terminal, or without one where the server refuses terminals.
 * @throws NETRAVEN_SESSION_SHELL; or the error that ended the session
 */
export async function openShell(
  client: Client,
  platform: Platform,
  context: ChannelContext,
): Promise<ClientChannel> {
  const { type, columns, rows } = platform.terminal;
  try {
    return await open('shell', context, (done) => client.shell({ term: type, cols: columns, rows }, done));
  } catch (error) {
    if (!(error instanceof NetravenError) || error.code !== 'NETRAVEN_SESSION_SHELL') throw error;
    if (!context.isConnected()) throw error;
    return await open('shell', context, (done) => client.shell(false, done));
  }
}

/** Runs one command in a channel of its own, without a terminal. @throws as `openShell` */
export async function openCommand(
  client: Client,
  command: string,
  context: ChannelContext,
): Promise<ClientChannel> {
  return await open('command', context, (done) => client.exec(command, done));
}

type Opened = (error: Error | undefined, channel: ClientChannel) => void;

async function open(
  what: 'shell' | 'command',
  { where, scope, timeoutMs }: ChannelContext,
  start: (done: Opened) => void,
): Promise<ClientChannel> {
  scope.throwIfEnded();
  return await new Promise<ClientChannel>((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      stopListening();
    };
    const fail = (error: unknown) => {
      finish();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new NetravenError('NETRAVEN_SESSION_SHELL', `${where}: no channel within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const stopListening = scope.onEnd((error) => fail(endedInstead(where, error)));
    try {
      start((error, channel) => {
        finish();
        if (error) reject(translateChannelError(where, what, error));
        else resolve(channel);
      });
    } catch (error) {
      fail(translateChannelError(where, what, error instanceof Error ? error : new Error(String(error))));
    }
  });
}

/** A connection that ends while a channel is asked for is the device's way to refuse it. */
function endedInstead(where: string, reason: NetravenError): NetravenError {
  if (reason.code !== 'NETRAVEN_SESSION_DROPPED') return reason;
  const message = `${where}: the device closed the connection instead of opening a channel`;
  return new NetravenError('NETRAVEN_SESSION_SHELL', message, { cause: reason });
}
