import { join } from 'node:path';
import {
  type EmbeddedNats,
  type EmbeddedPostgres,
  findNatsServer,
  startNats,
  startPostgres,
} from '@netraven/cli/embedded';
import { type Logger, MINUTE, openLog, SECOND } from '@netraven/common';
import { type Config, parseConfig } from '@netraven/common/config';
import { connectNats } from '@netraven/common/jetstream';
import type { JetStreamManager } from 'nats';
import type { SupervisedServer } from '../../../packages/cli/src/embedded/supervise-server.ts';
import { ensureFingerprintKey, ensureSiteIdentity } from '../../../packages/cli/src/instance/ensure-keys.ts';
import { type InstancePaths, instancePaths } from '../../../packages/cli/src/instance/instance-paths.ts';
import { ensurePrivateFolder } from '../../../packages/cli/src/instance/write-private.ts';
import { openLogFiles } from '../../../packages/cli/src/up/log-files.ts';
import { prepareDatabase } from '../../../packages/cli/src/up/prepare-database.ts';
import { prepareStreams } from '../../../packages/cli/src/up/prepare-streams.ts';
import { planRoles, type RolePlan } from '../../../packages/cli/src/up/role-configs.ts';
import { startRole } from '../../../packages/cli/src/up/start-role.ts';
import { startNatsCluster } from '../../helpers/start-nats-cluster.ts';
import { type Disk, openDisk } from './open-disk.ts';
import { type ProxyServer, startProxy } from './start-proxy.ts';

/** The first has the executors a run is asked for, the second one. */
export const SITES = ['default', 'branch'] as const;
export type Site = (typeof SITES)[number];

/** One process of netraven, with a connection to NATS of its own that can be cut. */
export interface Role {
  readonly name: string;
  readonly kind: 'dispatcher' | 'executor' | 'git-writer';
  readonly proxy: ProxyServer;
  /** 0 while it is down. */
  pid(): number;
}

/** A whole netraven, every part a process of its own, supervised as `netraven up` does. */
export interface System extends AsyncDisposable {
  /** In a cluster, what it shares with a single server: the login, and the address of its first. */
  readonly nats: EmbeddedNats;
  readonly natsServers: readonly SupervisedServer[];
  /** Of an operator who may do anything. */
  readonly manager: JetStreamManager;
  readonly postgres: EmbeddedPostgres;
  readonly disk: Disk;
  readonly repository: string;
  readonly roles: readonly Role[];
}

export interface SystemOptions {
  /** Everything is in here, the logs too. */
  readonly folder: string;
  readonly executors: number;
  /** Sessions of one executor. */
  readonly sessions: number;
  readonly diskMib: number;
  /** Servers of a JetStream cluster; 1: one server alone. */
  readonly natsServers: number;
}

/** Attempts are cheap here: a task must never fail because the machines under it did. */
const MAX_ATTEMPTS = 12;
/** A device that falls silent is given up sooner than in a network. */
const LIMITS = { idleMs: 10 * SECOND, authMs: 15 * SECOND, sessionMs: MINUTE };
const CONNECT_MS = 10 * SECOND;

export async function startSystem(options: SystemOptions): Promise<System> {
  const paths = instancePaths(join(options.folder, 'instance'));
  for (const folder of [paths.dir, paths.keys, paths.run, paths.log]) await ensurePrivateFolder(folder);
  await using starting = new AsyncDisposableStack();
  const files = openLogFiles(paths.log);
  const log = openLog('chaos', 'debug', { write: (line) => files.append('servers', line.trimEnd()) });
  const disk = starting.use(await openDisk(join(options.folder, 'disk'), options.diskMib));
  const broker = await startBroker({ dir: paths.nats, size: options.natsServers, log });
  const nats = starting.use(broker.nats);
  const postgres = starting.use(await startPostgres({ log }));
  const config = parseConfig({
    executor: { site: SITES[0], sessions: options.sessions },
    limits: LIMITS,
    retry: { maxAttempts: MAX_ATTEMPTS, baseMs: 1000, maxMs: 4000 },
    repository: { path: join(disk.dir, 'configs.git'), maintenancePacks: 10 },
  });
  await prepare({ paths, nats, postgres, config, log });
  const roles = await startProxiedRoles(
    { paths, nats, postgres, config, log, natsUrls: broker.urls },
    options.executors,
    files.append,
  );
  starting.defer(async () => void (await Promise.all(roles.map((role) => role[Symbol.asyncDispose]()))));
  const admin = await connectNats(adminLogin(config, nats), { name: 'chaos admin', waitMs: CONNECT_MS });
  starting.defer(() => admin.close());
  const manager = await admin.jetstreamManager({ domain: nats.domain, checkAPI: false });
  const running = starting.move();
  return {
    nats,
    natsServers: broker.servers,
    manager,
    postgres,
    disk,
    repository: config.repository.path,
    roles,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function startBroker({ dir, size, log }: { dir: string; size: number; log: Logger }) {
  if (size > 1) {
    const nats = await startNatsCluster({ dir, size, log });
    return { nats, servers: nats.nodes.map(({ server }) => server), urls: nats.nodes.map(({ url }) => url) };
  }
  const nats = await startNats({ dir, binary: await findNatsServer(), isDurable: false, log });
  return { nats, servers: [nats.server], urls: [nats.url] };
}

interface Servers {
  readonly paths: InstancePaths;
  readonly nats: EmbeddedNats;
  readonly postgres: EmbeddedPostgres;
  readonly config: Config;
  readonly log: Logger;
}

async function prepare({ paths, nats, postgres, config, log }: Servers): Promise<void> {
  await ensureFingerprintKey(paths);
  const url = postgres.url.reveal();
  for (const site of SITES) {
    const { recipient } = await ensureSiteIdentity(paths, site);
    const sites = await prepareDatabase({ url, site, recipient, isShared: false, log });
    await prepareStreams(adminLogin(config, nats), { sites, site, sizes: config.streams, log });
  }
}

function adminLogin(config: Config, nats: EmbeddedNats): Config['nats'] {
  return { ...config.nats, url: nats.url, user: 'admin', password: nats.logins.admin.password.reveal() };
}

async function startProxiedRoles(
  { paths, nats, natsUrls, postgres, config, log }: Servers & { readonly natsUrls: readonly string[] },
  executors: number,
  onLine: (name: string, line: string) => void,
): Promise<(Role & AsyncDisposable)[]> {
  const loginOf = (role: Role['kind']): Config['nats'] => ({
    ...config.nats,
    url: nats.url,
    user: nats.logins[role].user,
    password: nats.logins[role].password.reveal(),
  });
  const logins = {
    dispatcher: loginOf('dispatcher'),
    executor: loginOf('executor'),
    'git-writer': loginOf('git-writer'),
  };
  const databaseUrl = postgres.url.reveal();
  const facts = { paths, config, logins, databaseUrl, freshStore: true };
  const plans = planParts(
    planRoles({ ...facts, site: SITES[0], executors }),
    planRoles({
      ...facts,
      // The server has a user for the executors of its own site alone.
      logins: { ...logins, executor: adminLogin(config, nats) },
      site: SITES[1],
      executors: 1,
    }),
  );
  const options = { paths, log, signal: new AbortController().signal, onLine, onMonitor: () => undefined };
  return await Promise.all(
    plans.map(async (plan, index) => {
      const url = natsUrls[index % natsUrls.length] ?? nats.url;
      const proxy = await startProxy(Number(new URL(url).port));
      const login = { ...plan.config.nats, url: `nats://127.0.0.1:${proxy.port}` };
      const server = await startRole({ ...plan, config: { ...plan.config, nats: login } }, options);
      return {
        name: plan.name,
        kind: plan.role,
        proxy,
        pid: () => server.pid(),
        [Symbol.asyncDispose]: async () => {
          await server.stop();
          await proxy[Symbol.asyncDispose]();
        },
      };
    }),
  );
}

/** Two dispatchers, two git-writers of which one stands by, and the executors of both sites. */
function planParts(hub: readonly RolePlan[], branch: readonly RolePlan[]): RolePlan[] {
  return [
    ...hub,
    ...branch.map((plan) => ({
      ...plan,
      name: plan.role === 'executor' ? `${SITES[1]}-${plan.name}` : `${plan.name}-2`,
    })),
  ];
}
