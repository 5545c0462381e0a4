import type { Duplex } from 'node:stream';
import { NetravenError } from '@netraven/common';
import type { Limits } from '@netraven/common/message';
import type { AuthHandlerMiddleware, Client } from 'ssh2';
import { algorithmsToPrepare, shareOffer } from './algorithms.ts';
import { type AuthHandler, authenticate } from './authenticate.ts';
import type { Credential } from './credential.ts';
import { gatherWrites } from './gather-writes.ts';
import { Client as SshClient } from './load-ssh2.ts';
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

interface LoginContext {
  readonly stream: Duplex;
  readonly scope: SessionScope;
  readonly limits: Limits;
}

/**
 * Speaks SSH over an open stream and logs in with one credential.
 * @throws NETRAVEN_SSH_HANDSHAKE, _SSH_ALGORITHMS, _SSH_HOST_KEY, _CONNECT_RESET, _AUTH_FAILED, _AUTH_METHOD,
 * _AUTH_KEY, _AUTH_TIMEOUT; or the error that ended the session
 */
export async function connectSsh(
  hop: SshHop,
  credential: Credential,
  context: LoginContext,
): Promise<SshLogin> {
  return await new LoginAttempt(hop, credential, context).run();
}

/**
 * One login. States: `handshake` until the first key exchange is done, `authentication` until the server accepts,
 * `session` from then on, when an error of the connection ends the session instead of the login; `closed` by us.
 */
class LoginAttempt {
  readonly #where: string;
  readonly #hop: SshHop;
  readonly #credential: Credential;
  readonly #context: LoginContext;
  readonly #client = new SshClient();
  readonly #outcome = Promise.withResolvers<SshLogin>();
  /** Only as long as it is needed: sessions stay open for long. */
  #authenticate: AuthHandler | undefined;
  #state: ConnectStage | 'closed' = 'handshake';
  #timer: NodeJS.Timeout | undefined;
  /** Key the server showed; undefined until the key exchange. */
  #shown: HostKey | undefined;
  /** Our own reason to give up, which ssh2 then reports in its words. */
  #refusal: NetravenError | undefined;
  #isOtherProtocol: () => boolean = () => false;

  constructor(hop: SshHop, credential: Credential, context: LoginContext) {
    this.#where = `${hop.host}:${hop.port}`;
    this.#hop = hop;
    this.#credential = credential;
    this.#context = context;
  }

  async run(): Promise<SshLogin> {
    const { scope, stream, limits } = this.#context;
    const stopListening = scope.onEnd((error) => this.#fail(error));
    scope.onRelease(() => this.#client.end());
    this.#listen();
    this.#limit(limits.connectMs, 'NETRAVEN_SSH_HANDSHAKE', 'no key exchange');
    try {
      this.#connect();
      this.#isOtherProtocol = watchGreeting(stream, () => this.#fail(notSsh(this.#where)));
      return await this.#outcome.promise;
    } finally {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#authenticate = undefined;
      stopListening();
    }
  }

  #connect(): void {
    gatherWrites(this.#context.stream);
    this.#authenticate = authenticate(this.#where, this.#hop, this.#credential, (refusal) => {
      this.#refusal = refusal;
    });
    this.#client.connect({
      sock: this.#context.stream,
      username: this.#credential.username,
      ...algorithmsToPrepare(this.#hop.algorithms),
      readyTimeout: 0,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: 3,
      // The published types know neither the first call without a list nor the answer `false`.
      authHandler: ((left, isPartial, next) => {
        this.#authenticate?.(left, isPartial, next);
      }) as AuthHandler as unknown as AuthHandlerMiddleware,
      hostVerifier: (blob: Buffer) => this.#verify(blob),
    });
    shareOffer(this.#client, this.#hop.algorithms);
  }

  #listen(): void {
    const { limits } = this.#context;
    this.#client
      .on('handshake', () => {
        if (this.#state !== 'handshake') return;
        this.#state = 'authentication';
        this.#context.scope.phases.begin('auth');
        this.#limit(limits.authMs, 'NETRAVEN_AUTH_TIMEOUT', 'authentication did not finish');
      })
      .on('change password', () => {
        const message = `${this.#where}: the password of ${this.#credential.name} has expired`;
        this.#fail(new NetravenError('NETRAVEN_AUTH_FAILED', message));
      })
      .once('ready', () => this.#succeed())
      .on('error', (error) => this.#end((stage) => translateSshError(this.#where, stage, error)))
      .on('close', () => this.#end((stage) => lostConnection(this.#where, stage)));
  }

  #verify(blob: Buffer): boolean {
    const { hostKey } = this.#hop;
    this.#shown = readHostKey(blob);
    if (isHostKeyAccepted(hostKey, this.#shown)) return true;
    const expected = hostKey.pinned.length === 0 ? 'a pinned one (none is)' : hostKey.pinned.join(' or ');
    const shown = `host key ${this.#shown.type} ${this.#shown.fingerprint}`;
    this.#refusal = new NetravenError(
      'NETRAVEN_SSH_HOST_KEY',
      `${this.#where}: ${shown}, expected ${expected}`,
    );
    return false;
  }

  #limit(ms: number, code: 'NETRAVEN_SSH_HANDSHAKE' | 'NETRAVEN_AUTH_TIMEOUT', fact: string): void {
    clearTimeout(this.#timer);
    const late = () => this.#fail(new NetravenError(code, `${this.#where}: ${fact} within ${ms} ms`));
    this.#timer = setTimeout(late, ms);
  }

  #succeed(): void {
    if (this.#state === 'closed' || this.#shown === undefined) return;
    const { stream } = this.#context;
    this.#state = 'session';
    this.#outcome.resolve({
      client: this.#client,
      hostKey: this.#shown,
      isConnected: () => stream.writable,
      close: () => this.#close(),
    });
  }

  /** The connection broke or was given up: the end of the login, or of the session once that has begun. */
  #end(describe: (stage: ConnectStage) => NetravenError): void {
    if (this.#state === 'closed' || this.#context.scope.isLeaving) return;
    const other = this.#isOtherProtocol() ? notSsh(this.#where) : undefined;
    const error = this.#refusal ?? other ?? describe(this.#state);
    if (this.#state === 'session') this.#context.scope.fail(error);
    else this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#close();
    this.#outcome.reject(error);
  }

  #close(): void {
    this.#state = 'closed';
    this.#client.end();
    this.#context.stream.destroy();
  }
}
