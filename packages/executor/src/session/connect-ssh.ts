import type { Duplex } from 'node:stream';
import { NetravenError } from '@netraven/common';
import type { Limits } from '@netraven/common/message';
import type { AnyAuthMethod, AuthHandlerMiddleware, Client, ParsedKey } from 'ssh2';
import { algorithmsFor } from './algorithms.ts';
import type { Credential } from './credential.ts';
import { Client as SshClient, utils } from './load-ssh2.ts';
import { type AuthMethod, answerPrompts, nextAuth } from './next-auth.ts';
import type { SessionScope } from './session-scope.ts';
import { type ConnectStage, lostConnection, translateSshError } from './translate-ssh-error.ts';
import { type HostKey, type HostKeyPolicy, isHostKeyAccepted, readHostKey } from './verify-host-key.ts';
import { notSsh, watchGreeting } from './watch-greeting.ts';

const KEEPALIVE_MS = 20_000;

/** One SSH server on the way, the device itself included. */
export interface SshHop {
  readonly host: string;
  readonly port: number;
  readonly hostKey: HostKeyPolicy;
  readonly algorithms: 'modern' | 'legacy';
  readonly noneFirst: boolean;
  readonly usernameSuffix: string;
}

export interface SshLogin {
  readonly client: Client;
  readonly hostKey: HostKey;
  readonly isConnected: () => boolean;
  /** Ends the connection without ending the session. */
  readonly close: () => void;
}

/**
 * Speaks SSH over an open stream and logs in with one credential.
 * @throws NETRAVEN_SSH_HANDSHAKE, _SSH_ALGORITHMS, _SSH_HOST_KEY, _CONNECT_RESET, _AUTH_FAILED, _AUTH_METHOD,
 * _AUTH_KEY, _AUTH_TIMEOUT; or the error that ended the session
 */
export async function connectSsh(
  hop: SshHop,
  credential: Credential,
  { stream, scope, limits }: { stream: Duplex; scope: SessionScope; limits: Limits },
): Promise<SshLogin> {
  const where = `${hop.host}:${hop.port}`;
  const key = parsePrivateKey(where, credential);
  const client = new SshClient();
  scope.onRelease(() => client.end());
  let stage: ConnectStage | 'closed' = 'handshake';
  let shown: HostKey | undefined;
  let refusal: NetravenError | undefined;
  const auth = makeAuthentication(where, { hop, credential, key }, (error) => {
    refusal = error;
  });
  const close = () => {
    stage = 'closed';
    client.end();
    stream.destroy();
  };
  return await new Promise<SshLogin>((resolve, reject) => {
    let timer = setTimeout(
      () =>
        fail(
          new NetravenError(
            'NETRAVEN_SSH_HANDSHAKE',
            `${where}: no key exchange within ${limits.connectMs} ms`,
          ),
        ),
      limits.connectMs,
    );
    const settle = () => {
      clearTimeout(timer);
      scope.signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown) => {
      settle();
      close();
      reject(error);
    };
    const onAbort = () => fail(scope.signal.reason);
    scope.signal.addEventListener('abort', onAbort, { once: true });
    client.on('handshake', () => {
      if (stage !== 'handshake') return;
      stage = 'authentication';
      clearTimeout(timer);
      timer = setTimeout(
        () =>
          fail(
            new NetravenError(
              'NETRAVEN_AUTH_TIMEOUT',
              `${where}: authentication did not finish within ${limits.authMs} ms`,
            ),
          ),
        limits.authMs,
      );
    });
    client.on('change password', () =>
      fail(
        new NetravenError('NETRAVEN_AUTH_FAILED', `${where}: the password of ${credential.name} has expired`),
      ),
    );
    client.once('ready', () => {
      stage = 'session';
      settle();
      if (shown) resolve({ client, hostKey: shown, isConnected: () => stream.writable, close });
    });
    client.on('error', (error) => {
      if (stage === 'closed') return;
      const translated =
        refusal ?? (greeting.isOther() ? notSsh(where) : translateSshError(where, stage, error));
      if (stage === 'session') scope.fail(translated);
      else fail(translated);
    });
    client.on('close', () => {
      if (stage === 'closed') return;
      const lost = refusal ?? (greeting.isOther() ? notSsh(where) : lostConnection(where, stage));
      if (stage === 'session') scope.fail(lost);
      else fail(lost);
    });
    const greeting = watchGreeting(stream, () => fail(notSsh(where)));
    client.connect({
      sock: stream,
      username: credential.username,
      algorithms: algorithmsFor(hop.algorithms),
      readyTimeout: 0,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: 3,
      // The published types know neither the first call without a list nor the answer `false`.
      authHandler: auth as unknown as AuthHandlerMiddleware,
      hostVerifier: (blob: Buffer) => {
        shown = readHostKey(blob);
        if (isHostKeyAccepted(hop.hostKey, shown)) return true;
        refusal = refuseHostKey(where, hop.hostKey, shown);
        return false;
      },
    });
  });
}

function refuseHostKey(where: string, policy: HostKeyPolicy, key: HostKey): NetravenError {
  const expected = policy.pinned.length === 0 ? 'a pinned one (none is)' : policy.pinned.join(' or ');
  return new NetravenError(
    'NETRAVEN_SSH_HOST_KEY',
    `${where}: host key ${key.type} ${key.fingerprint}, expected ${expected}`,
  );
}

function parsePrivateKey(where: string, credential: Credential): ParsedKey | undefined {
  const { privateKey, passphrase } = credential.secret;
  if (privateKey === undefined) return undefined;
  const parsed = utils.parseKey(privateKey, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error || key === undefined || !key.isPrivateKey()) {
    throw new NetravenError(
      'NETRAVEN_AUTH_KEY',
      `${where}: the private key of ${credential.name} cannot be read`,
    );
  }
  return key;
}

type AuthHandler = (
  left: string[] | null,
  isPartial: boolean | null,
  next: (method: AnyAuthMethod | false) => void,
) => void;

/** Walks through the methods of one credential; tells why when there is none left. */
function makeAuthentication(
  where: string,
  { hop, credential, key }: { hop: SshHop; credential: Credential; key: ParsedKey | undefined },
  onRefusal: (error: NetravenError) => void,
): AuthHandler {
  const tried: AuthMethod[] = [];
  const username = credential.username + hop.usernameSuffix;
  let answered = 0;
  const requests: Record<AuthMethod, () => AnyAuthMethod | false> = {
    none: () => ({ type: 'none', username }),
    publickey: () => (key === undefined ? false : { type: 'publickey', username, key }),
    password: () => ({ type: 'password', username, password: credential.secret.password ?? '' }),
    'keyboard-interactive': () => ({
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        finish(answerPrompts(credential, prompts, answered));
        answered += prompts.filter((prompt) => prompt.echo !== true).length;
      },
    }),
  };
  return (left, isPartial, next) => {
    const method = nextAuth(credential, { tried, left, isPartial: isPartial === true }, hop.noneFirst);
    if (method === undefined) onRefusal(describeRefusal(where, credential, { tried, left }));
    else tried.push(method);
    next(method === undefined ? false : requests[method]());
  };
}

function describeRefusal(
  where: string,
  credential: Credential,
  { tried, left }: { tried: readonly AuthMethod[]; left: readonly string[] | null },
): NetravenError {
  const checked = tried.filter((method) => method !== 'none' && (left === null || left.includes(method)));
  if (checked.length === 0 && tried.every((method) => method === 'none')) {
    const offered = left === null || left.length === 0 ? 'none' : left.join(', ');
    return new NetravenError(
      'NETRAVEN_AUTH_METHOD',
      `${where}: credential ${credential.name} has nothing for the offered methods: ${offered}`,
    );
  }
  return new NetravenError(
    'NETRAVEN_AUTH_FAILED',
    `${where}: credential ${credential.name} was refused (${tried.join(', ')})`,
  );
}
