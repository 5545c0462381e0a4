import {
  type ConnectionOptions,
  connect,
  credsAuthenticator,
  type NatsConnection,
  type TlsOptions,
} from 'nats';
import { readKeyFile } from '../config/read-key-file.ts';
import { NetravenError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { inboxPrefix as defaultInboxPrefix } from '../permission/nats-users.ts';
import { HOUR, MINUTE, pause, SECOND } from '../time.ts';
import { gatherFlushes, shareCancelledError } from './spare-client.ts';
import { tellExpiries } from './tell-expiries.ts';

const TELL_EXPIRIES_MS = 12 * HOUR;

/** How a service reaches its NATS server. */
export interface NatsOptions {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  /** Path of a `.creds` file (JWT and nkey). */
  readonly credsFile?: string | undefined;
  readonly tls?: TlsFiles | undefined;
  /** Inbox prefix that the user may subscribe to; without it that of the user, see `inboxPrefix`. */
  readonly inboxPrefix?: string | undefined;
}

/** Paths of PEM files. */
export interface TlsFiles {
  readonly caFile?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

/**
 * Connects and stays connected: it waits for a server that is not up yet and reconnects for ever afterwards.
 * @param name shown by `nats server report connections`
 * @param waitMs how long the first connection may take; Infinity for a service
 * @throws NETRAVEN_NATS_UNREACHABLE after `waitMs`; NETRAVEN_CONFIG_INVALID, NETRAVEN_CONFIG_PERMISSIONS for key files
 */
export async function connectNats(
  options: NatsOptions,
  { name, log, waitMs = Number.POSITIVE_INFINITY, signal }: ConnectBehaviour,
): Promise<NatsConnection> {
  const client = await toClientOptions(options, name);
  if (log) await tellExpiries(options, log, new Date());
  shareCancelledError();
  const endsAt = performance.now() + waitMs;
  let tellsAt = performance.now();
  for (;;) {
    try {
      const connection = await connect(client);
      gatherFlushes(connection);
      if (log) {
        void logStatus(connection, log);
        keepTelling(connection, options, log);
      }
      return connection;
    } catch (cause) {
      const error = new NetravenError(
        'NETRAVEN_NATS_UNREACHABLE',
        `NATS at ${printableUrl(options.url)}: ${reasonOf(cause)}`,
        { cause },
      );
      if (signal?.aborted || performance.now() >= endsAt) throw error;
      if (performance.now() >= tellsAt) {
        log?.warn({ err: error }, 'waiting for NATS');
        tellsAt = performance.now() + MINUTE;
      }
      await pause(SECOND, signal);
    }
  }
}

export interface ConnectBehaviour {
  readonly name: string;
  readonly log?: Logger;
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

async function toClientOptions(options: NatsOptions, name: string): Promise<ConnectionOptions> {
  return {
    servers: options.url.split(',').map((server) => server.trim()),
    name,
    maxReconnectAttempts: -1,
    // A server that starts before its accounts are known refuses every login for a while.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 500,
    reconnectJitter: 500,
    pingInterval: 10 * SECOND,
    maxPingOut: 2,
    timeout: 5 * SECOND,
    // Else the client builds an Error with a stack for every request, in case it fails.
    noAsyncTraces: true,
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.password === undefined ? {} : { pass: options.password }),
    ...(options.token === undefined ? {} : { token: options.token }),
    ...inboxOptions(options),
    ...(needsTls(options) ? { tls: await toTlsOptions(options.tls ?? {}) } : {}),
    ...(options.credsFile === undefined ? {} : { authenticator: await toAuthenticator(options.credsFile) }),
  };
}

/** Each user has inboxes of its own, so that permissions can keep others from them. */
function inboxOptions({ user, inboxPrefix }: NatsOptions): { inboxPrefix?: string } {
  if (inboxPrefix !== undefined) return { inboxPrefix };
  return user === undefined ? {} : { inboxPrefix: defaultInboxPrefix(user) };
}

/** The client takes the scheme of a URL for decoration, and would go on in the clear where a server offers no TLS. */
function needsTls({ url, tls }: NatsOptions): boolean {
  return tls !== undefined || /(^|,)\s*(tls|wss):\/\//i.test(url);
}

async function toAuthenticator(credsFile: string) {
  const creds = await readKeyFile('nats.credsFile', credsFile);
  return credsAuthenticator(new TextEncoder().encode(`${creds.reveal()}\n`));
}

/** A server may close the connection of a login that has expired, days after it was opened. */
function keepTelling(connection: NatsConnection, options: NatsOptions, log: Logger): void {
  const timer = setInterval(() => void tellExpiries(options, log, new Date()), TELL_EXPIRIES_MS);
  timer.unref();
  void connection.closed().then(() => clearInterval(timer));
}

async function logStatus(connection: NatsConnection, log: Logger): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect' || status.type === 'reconnect' || status.type === 'error') {
      log.warn({ status: status.type, data: String(status.data) }, `NATS ${status.type}`);
    }
  }
}

/** A server URL without the credentials that may stand in it. */
export function printableUrl(url: string): string {
  return url.replace(/\/\/[^@/]*@/g, '//');
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? printableUrl(cause.message) : String(cause);
}

async function toTlsOptions({ caFile, certFile, keyFile }: TlsFiles): Promise<TlsOptions> {
  if (keyFile !== undefined) await readKeyFile('nats.tls.keyFile', keyFile);
  return {
    ...(caFile === undefined ? {} : { caFile }),
    ...(certFile === undefined ? {} : { certFile }),
    ...(keyFile === undefined ? {} : { keyFile }),
  };
}
