import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@netraven/common';
import type { LeafParts } from '../embedded/build-nats-config.ts';
import { findFreePort } from '../embedded/find-free-port.ts';
import { findNatsServer } from '../embedded/find-nats-server.ts';
import { type EmbeddedNats, startNats } from '../embedded/start-nats.ts';
import { startPostgres } from '../embedded/start-postgres.ts';
import { fileExists } from '../instance/file-exists.ts';
import { type InstancePaths, inInstance } from '../instance/instance-paths.ts';
import type { InstanceConfig } from '../instance/read-instance-config.ts';
import { listHubSites } from '../site-kit/apply-hub-sites.ts';
import { allOrNone } from './all-or-none.ts';
import type { NatsLogin, RoleLogins } from './role-configs.ts';

/** NATS and PostgreSQL of an instance: its own, or those the operator named. */
export interface OpenServers {
  readonly nats: OpenNats;
  readonly database: OpenDatabase;
  stop(): Promise<void>;
}

export interface OpenNats {
  readonly url: string;
  /** May create streams and do all else. */
  readonly admin: NatsLogin;
  readonly client: NatsLogin;
  readonly roles: RoleLogins;
  /** Whether the store was made, empty, by this start. */
  readonly freshStore: boolean;
  stop(): Promise<void>;
}

export interface OpenDatabase {
  readonly url: string;
  /** Where its files are, if that is not in the instance's folder. */
  readonly outsideDir: string | undefined;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly paths: InstancePaths;
  /** Embedded servers are fast instead of durable, and the database is gone at the end. */
  readonly isTemporary: boolean;
  readonly settings: InstanceConfig;
  /** Of this machine's executors. */
  readonly site: string;
  readonly log: Logger;
  readonly onProgress: (text: string) => void;
}

export async function openServers(options: ServerOptions): Promise<OpenServers> {
  const { config, hasNats, hasDatabase } = options.settings;
  const { url } = config.database;
  const opening = {
    nats: hasNats ? externalNats(config.nats) : openEmbeddedNats(options),
    database: hasDatabase && url !== undefined ? externalDatabase(url) : openEmbeddedPostgres(options),
  };
  const opened = await allOrNone<{ stop(): Promise<void> }>([opening.nats, opening.database], (server) =>
    server.stop(),
  );
  return {
    nats: await opening.nats,
    database: await opening.database,
    stop: async () => void (await Promise.all(opened.map((server) => server.stop()))),
  };
}

async function openEmbeddedNats(options: ServerOptions): Promise<OpenNats> {
  const { paths, settings, isTemporary, site, log, onProgress } = options;
  const binary = await findNatsServer({ onProgress });
  onProgress(`starting nats-server ${binary.version}`);
  const freshStore = !(await fileExists(join(paths.nats, 'store')));
  const port = await rememberPort(join(paths.run, 'nats.port'));
  const embedded = await startNats({
    dir: paths.nats,
    binary,
    port,
    site,
    isDurable: !isTemporary,
    leafs: await leafParts(options),
    log,
  });
  const loginOf = (role: keyof EmbeddedNats['logins']): NatsLogin => ({
    url: embedded.url,
    user: embedded.logins[role].user,
    password: embedded.logins[role].password.reveal(),
    domain: embedded.domain,
    siteDomain: settings.config.nats.siteDomain,
  });
  return {
    url: embedded.url,
    admin: loginOf('admin'),
    client: loginOf('client'),
    roles: {
      dispatcher: loginOf('dispatcher'),
      executor: loginOf('executor'),
      'git-writer': loginOf('git-writer'),
    },
    freshStore,
    stop: () => embedded.stop(),
  };
}

/** The leaf nodes that may connect: those of `site add --out`. */
async function leafParts({ paths, settings }: ServerOptions): Promise<LeafParts | undefined> {
  const { leafListen, leafAdvertise, leafCertFile, leafKeyFile } = settings.config.hub;
  if (leafListen === undefined) return undefined;
  const inFolder = (file: string | undefined) => (file === undefined ? undefined : inInstance(paths, file));
  return {
    listen: leafListen,
    advertise: leafAdvertise,
    certFile: inFolder(leafCertFile),
    keyFile: inFolder(leafKeyFile),
    sites: (await listHubSites(paths.natsSites)).map((name) => ({
      name,
      file: join('sites', `${name}.conf`),
    })),
  };
}

/** One login for everybody, as it is configured. */
async function externalNats(login: NatsLogin): Promise<OpenNats> {
  return {
    url: login.url,
    admin: login,
    client: login,
    roles: { dispatcher: login, executor: login, 'git-writer': login },
    freshStore: false,
    stop: async () => undefined,
  };
}

async function openEmbeddedPostgres(options: ServerOptions): Promise<OpenDatabase> {
  const { paths, isTemporary, log, onProgress } = options;
  onProgress('starting PostgreSQL');
  const port = await rememberPort(join(paths.run, 'postgres.port'));
  const embedded = await startPostgres({ ...(isTemporary ? {} : { dir: paths.postgres }), port, log });
  return { url: embedded.url.reveal(), outsideDir: embedded.outsideDir, stop: () => embedded.stop() };
}

async function externalDatabase(url: string): Promise<OpenDatabase> {
  return { url, outsideDir: undefined, stop: async () => undefined };
}

/** Other programs are told addresses once: a restart should not change them. */
async function rememberPort(file: string): Promise<number> {
  const known = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  const port = await findFreePort(Number.isNaN(known) ? undefined : known);
  await writeFile(file, `${port}\n`, { mode: 0o600 });
  return port;
}
