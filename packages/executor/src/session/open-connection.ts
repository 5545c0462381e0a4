import type { Duplex } from 'node:stream';
import { NetravenError } from '@netraven/common';
import type { Limits } from '@netraven/common/message';
import type { Client } from 'ssh2';
import { connectSsh, type SshHop, type SshLogin } from './connect-ssh.ts';
import type { Credential } from './credential.ts';
import { openSocket } from './open-socket.ts';
import type { SessionScope } from './session-scope.ts';
import { translateChannelError } from './translate-ssh-error.ts';
import type { HostKey } from './verify-host-key.ts';

/** Credentials tried on one server in one session, so that a wrong list locks no account. */
export const MAX_CREDENTIALS = 3;

export interface Hop extends SshHop {
  readonly credentials: readonly Credential[];
  /** How many of them are tried. */
  readonly maxCredentials: number;
  readonly beforeLogin?: BeforeLogin | undefined;
}

/**
 * Waits until a login may begin.
 * @returns to be called when it has ended, as it may
 */
export type BeforeLogin = (
  hop: { readonly host: string; readonly port: number },
  credential: string,
  scope: Pick<SessionScope, 'onEnd' | 'throwIfEnded'>,
) => Promise<() => void>;

export interface Connection extends SshLogin {
  readonly credential: Credential;
  /** Those the same server refused before it. */
  readonly refused: readonly Credential[];
  /** Keys of the jump hosts before it, in order. */
  readonly jumpHostKeys: readonly HostKey[];
}

/**
 * Logs in to the last hop, each one reached through the one before it. The next credential is tried on a new
 * connection, and only after the one before it was refused.
 * @param hops jump hosts, then the device; at least one
 * @throws as `openSocket` and `connectSsh`; NETRAVEN_TASK_NO_CREDENTIAL; NETRAVEN_CONNECT_JUMP
 */
export async function openConnection(
  hops: readonly Hop[],
  limits: Limits,
  scope: SessionScope,
): Promise<Connection> {
  let last: Connection | undefined;
  for (const hop of hops) {
    const through = last?.client;
    const openStream = () =>
      through === undefined
        ? openSocket(hop, limits.connectMs, scope)
        : openForward(through, hop, { connectMs: limits.connectMs, scope });
    const jumpHostKeys: readonly HostKey[] = last === undefined ? [] : [...last.jumpHostKeys, last.hostKey];
    last = { ...(await logIn(hop, openStream, { limits, scope })), jumpHostKeys };
  }
  if (last === undefined) throw new Error('a connection needs at least one hop');
  return last;
}

async function logIn(
  hop: Hop,
  openStream: () => Promise<Duplex>,
  context: { limits: Limits; scope: SessionScope },
): Promise<Omit<Connection, 'jumpHostKeys'>> {
  const credentials = hop.credentials.slice(0, hop.maxCredentials);
  const refusals: NetravenError[] = [];
  for (const credential of credentials) {
    const ended = await hop.beforeLogin?.(hop, credential.name, context.scope);
    context.scope.phases.begin('connect');
    try {
      const login = await connectSsh(hop, credential, { ...context, stream: await openStream() });
      return { ...login, credential, refused: credentials.slice(0, refusals.length) };
    } catch (error) {
      if (!isAuthenticationRefusal(error)) throw error;
      refusals.push(error);
    } finally {
      ended?.();
    }
  }
  throw gatherRefusals(`${hop.host}:${hop.port}`, hop.credentials.length - credentials.length, refusals);
}

/** After these, and no other error, another credential may succeed. */
export function isAuthenticationRefusal(error: unknown): error is NetravenError {
  return (
    error instanceof NetravenError &&
    ['NETRAVEN_AUTH_FAILED', 'NETRAVEN_AUTH_METHOD', 'NETRAVEN_AUTH_KEY'].includes(error.code)
  );
}

/**
 * The error of a server that took none of the credentials: the only refusal, or the most telling one of several.
 * @param untried credentials that were left out
 */
export function gatherRefusals(
  where: string,
  untried: number,
  refusals: readonly NetravenError[],
): NetravenError {
  const telling = refusals.find((error) => error.code === 'NETRAVEN_AUTH_FAILED') ?? refusals[0];
  if (telling === undefined) {
    return new NetravenError('NETRAVEN_TASK_NO_CREDENTIAL', `${where}: no credential matches`);
  }
  if (refusals.length === 1 && untried === 0) return telling;
  const facts = refusals.map((error) => error.message.replace(`${where}: `, '')).join('; ');
  const more = untried > 0 ? `, ${untried} more not tried` : '';
  return new NetravenError(telling.code, `${where}: ${facts}${more}`, { cause: telling });
}

async function openForward(
  through: Client,
  target: { readonly host: string; readonly port: number },
  { connectMs, scope }: { connectMs: number; scope: SessionScope },
): Promise<Duplex> {
  const where = `${target.host}:${target.port}`;
  const late = `${where}: the jump host did not answer within ${connectMs} ms`;
  return await new Promise<Duplex>((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      stopListening();
    };
    const fail = (error: unknown) => {
      finish();
      reject(error);
    };
    const timer = setTimeout(() => fail(new NetravenError('NETRAVEN_CONNECT_JUMP', late)), connectMs);
    const stopListening = scope.onEnd(fail);
    try {
      through.forwardOut('127.0.0.1', 0, target.host, target.port, (error, stream) => {
        if (error) return fail(translateChannelError(where, 'forward', error));
        finish();
        resolve(stream);
      });
    } catch (error) {
      fail(
        translateChannelError(where, 'forward', error instanceof Error ? error : new Error(String(error))),
      );
    }
  });
}
