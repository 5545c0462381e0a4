import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Logger, NetravenError, SECOND } from '@netraven/common';
import { z } from 'zod';
import { writePrivate } from '../instance/write-private.ts';
import { awaitOrphan } from './await-orphan.ts';
import { buildLogins, type NatsLogin } from './build-logins.ts';
import {
  buildNatsConfig,
  HUB_DOMAIN,
  type LeafParts,
  type NatsRole,
  natsRoles,
} from './build-nats-config.ts';
import { findFreePort } from './find-free-port.ts';
import type { NatsServerBinary } from './find-nats-server.ts';
import { retryTakenPort } from './retry-taken-port.ts';
import { spawnGuarded } from './spawn-guarded.ts';
import { type SupervisedServer, superviseServer } from './supervise-server.ts';

const READY_LIMIT_MS = 60 * SECOND;
const END_LIMIT_MS = 10 * SECOND;

/** What an embedded nats-server needs. */
export interface StartNatsOptions {
  /** Folder of its own: store, configuration and passwords; created with mode 0700. */
  readonly dir: string;
  /** The server program, from `findNatsServer`. */
  readonly binary: NatsServerBinary;
  /** The site of the executors that log in as `executor`; `default`. */
  readonly site?: string;
  readonly leafs?: LeafParts | undefined;
  /** Port on 127.0.0.1; without it a free one. */
  readonly port?: number;
  /** False for tests: acknowledged messages survive `kill -9` but not a power failure. Default true. */
  readonly isDurable?: boolean;
  /** How long a server whose parent was killed may take to leave the folder; 15 seconds. */
  readonly orphanLimitMs?: number;
  readonly log: Logger;
}

/** A nats-server of this process; disposing it stops it. */
export interface EmbeddedNats extends AsyncDisposable {
  /** `nats://127.0.0.1:<port>`, the same after a restart. */
  readonly url: string;
  /** `http://127.0.0.1:<port>` with `/healthz`, `/jsz`, `/connz`. */
  readonly monitorUrl: string;
  readonly version: string;
  readonly domain: string;
  readonly logins: Readonly<Record<NatsRole, NatsLogin>>;
  readonly server: SupervisedServer;
  stop(): Promise<void>;
}

/**
 * Starts a real nats-server with JetStream on the loopback address. It is started again if it ends by itself, and it
 * ends with this process however that ends. The passwords are made at the first start and kept in `dir`.
 * @throws NETRAVEN_NATS_SERVER_FAILED when it does not come up, with what it printed
 */
export function startNats(options: StartNatsOptions): Promise<EmbeddedNats> {
  return retryTakenPort(() => startOnPorts(options));
}

async function startOnPorts(options: StartNatsOptions): Promise<EmbeddedNats> {
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const passwords = await ensurePasswords(join(dir, 'passwords.json'));
  const configFile = join(dir, 'nats-server.conf');
  const pidFile = join(dir, 'nats-server.pid');
  await awaitOrphan(pidFile, configFile, options.orphanLimitMs);
  const { site = 'default' } = options;
  const port = options.port ?? (await findFreePort());
  const monitorPort = await findFreePort();
  const config = buildNatsConfig({
    version: options.binary.version,
    port,
    monitorPort,
    storeDir: join(dir, 'store'),
    pidFile,
    passwords,
    site,
    leafs: options.leafs,
    isDurable: options.isDurable ?? true,
  });
  await writePrivate(configFile, config);

  const server = await superviseServer({
    name: 'nats-server',
    log: options.log,
    readyLimitMs: READY_LIMIT_MS,
    spawn: () =>
      spawnGuarded({
        command: options.binary.path,
        args: ['-c', configFile],
        endSignal: 'SIGTERM',
        endLimitMs: END_LIMIT_MS,
        onLine: (line) => options.log.debug({ line }, 'nats-server'),
      }),
    isReady: () => isHealthy(`http://127.0.0.1:${monitorPort}/healthz`),
    explain: (lastLine, isLate) =>
      new NetravenError(
        'NETRAVEN_NATS_SERVER_FAILED',
        `${options.binary.path} ${options.binary.version} did not come up on 127.0.0.1:${port}: ${isLate ? 'not ready in time, ' : ''}${lastLine}`,
      ),
  });
  return {
    url: `nats://127.0.0.1:${port}`,
    monitorUrl: `http://127.0.0.1:${monitorPort}`,
    version: options.binary.version,
    domain: HUB_DOMAIN,
    logins: buildLogins(passwords, site),
    server,
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

type Passwords = Record<NatsRole, string>;

const passwordsSchema = z.record(z.enum(natsRoles), z.string().min(16));

async function ensurePasswords(file: string): Promise<Passwords> {
  const stored = await readFile(file, 'utf8').catch(() => undefined);
  if (stored !== undefined) {
    const parsed = passwordsSchema.safeParse(safeJson(stored));
    if (parsed.success) return parsed.data;
    await rm(file);
  }
  const made = passwordsSchema.parse(
    Object.fromEntries(natsRoles.map((role) => [role, randomBytes(24).toString('base64url')])),
  );
  await writePrivate(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2 * SECOND) });
    return answer.ok;
  } catch {
    return false;
  }
}
