import { rm } from 'node:fs/promises';
import { type Logger, openLog } from '@netraven/common';
import {
  fingerprintKeySource,
  hasKeySource,
  type KeySource,
  siteIdentitySource,
} from '@netraven/common/config';
import { printableUrl } from '@netraven/common/jetstream';
import type { Endpoint } from '../instance/endpoint-file.ts';
import { ensureFingerprintKey, ensureSiteIdentity, readRecipient } from '../instance/ensure-keys.ts';
import { takeInstanceLock } from '../instance/instance-lock.ts';
import { type InstancePaths, inInstance } from '../instance/instance-paths.ts';
import { type InstanceConfig, readInstanceConfig } from '../instance/read-instance-config.ts';
import { ensurePrivateFolder, writePrivate } from '../instance/write-private.ts';
import { count } from '../output/format.ts';
import { openLogFiles } from './log-files.ts';
import { type OpenServers, openServers } from './open-servers.ts';
import { prepareDatabase } from './prepare-database.ts';
import { prepareStreams } from './prepare-streams.ts';
import { planRoles, repositoryPath } from './role-configs.ts';
import { serveMonitoring } from './serve-monitoring.ts';
import { startRoles } from './start-roles.ts';

export interface InstanceOptions {
  readonly paths: InstancePaths;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of this machine's executors; without it the configured one. */
  readonly site?: string | undefined;
  readonly executors: number;
  /** For a demonstration or a test: fast instead of durable, and the database is gone at the end. */
  readonly isTemporary?: boolean;
  /** Ends the start early. */
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  /** Every line of every role's log, and of the start itself. */
  readonly onLogLine: (name: string, line: string) => void;
}

/** A whole netraven on this machine; disposing it stops it. */
export interface Instance extends AsyncDisposable {
  readonly facts: InstanceFacts;
  /** How long `stop` lets sessions finish before it has them handed back, in milliseconds. */
  readonly stopGraceMs: number;
  /** Ends everything within half a minute, executors first. */
  stop(): Promise<void>;
  /** Ends everything at once, for an instance that is thrown away. */
  abandon(): Promise<void>;
  /** Ends the roles without waiting; the servers follow when this process ends. */
  kill(): void;
}

/** Where the parts of an instance are; no secret among them. */
export interface InstanceFacts {
  readonly dir: string;
  readonly nats: string;
  readonly database: string;
  readonly repository: string;
  readonly log: string;
  readonly site: string;
  readonly executors: number;
  /** Public keys the originals are sealed to; without any, there is no full restore. */
  readonly recipients: number;
  /** Where Prometheus scrapes all processes; null when nothing listens. */
  readonly metrics: string | null;
  /** Where PostgreSQL keeps its files, if that is not in the folder. */
  readonly outsideDir: string | null;
}

/**
 * Starts NATS and PostgreSQL (unless others are configured), prepares streams and tables, starts every role as a
 * process of its own, and returns once all are ready. Whatever fails, nothing is left running.
 * @throws NETRAVEN_INSTANCE_RUNNING, and what any of the parts throws
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { paths, onProgress, onLogLine, signal } = options;
  for (const folder of [paths.dir, paths.keys, paths.run, paths.log]) await ensurePrivateFolder(folder);
  const settings = await readInstanceConfig(paths, options.environment);
  const site = options.site ?? settings.config.executor.site;
  const log = openInstanceLog(settings, onLogLine);

  await using starting = new AsyncDisposableStack();
  starting.use(await takeInstanceLock(paths.lock));
  const recipient = await ensureKeys({ paths, environment: options.environment }, settings, site);
  const { isTemporary = false } = options;
  const servers = await openServers({ paths, settings, isTemporary, site, log, onProgress });
  starting.defer(() => servers.stop());
  signal.throwIfAborted();

  onProgress('preparing tables and streams');
  const sites = await prepareDatabase({
    url: servers.database.url,
    site,
    recipient,
    isShared: settings.hasDatabase,
    log,
  });
  await prepareStreams(servers.nats.admin, { sites, site, sizes: settings.config.streams, log, signal });
  signal.throwIfAborted();

  const monitors = new Map<string, string | undefined>();
  const { listen } = settings.config.metrics;
  const monitoring = listen === '' ? undefined : await serveMonitoring(listen, monitors, log);
  if (monitoring) starting.use(monitoring);

  onProgress(`starting dispatcher, git-writer and ${count(options.executors, 'executor')}`);
  const files = openLogFiles(paths.log);
  const roles = await startRoles(
    planRoles({
      paths,
      config: settings.config,
      logins: servers.nats.roles,
      databaseUrl: servers.database.url,
      site,
      executors: options.executors,
      freshStore: servers.nats.freshStore,
    }),
    {
      paths,
      log,
      signal,
      onMonitor: (name, address) => monitors.set(name, address),
      onLine: (name, line) => {
        files.append(name, line);
        onLogLine(name, line);
      },
    },
  );
  starting.defer(() => roles.stop());
  signal.throwIfAborted();

  const endpoint = describeEndpoint(paths, settings, { servers, site });
  await writePrivate(paths.endpoint, `${JSON.stringify(endpoint, null, 2)}\n`);
  starting.defer(() => rm(paths.endpoint, { force: true }));
  const running = starting.move();
  return {
    facts: describeInstance(options, endpoint, { settings, servers, metrics: monitoring?.address ?? null }),
    stopGraceMs: settings.config.executor.stopGraceMs,
    stop: () => running.disposeAsync(),
    abandon: async () => {
      await roles.halt();
      await running.disposeAsync();
    },
    kill: () => roles.kill(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function openInstanceLog(
  { config }: InstanceConfig,
  onLogLine: (name: string, line: string) => void,
): Logger {
  return openLog('up', config.log.level, { write: (line) => onLogLine('up', line.trimEnd()) });
}

/** Makes the keys that are missing; returns the public key of the site. */
async function ensureKeys(
  { paths, environment }: Pick<InstanceOptions, 'paths' | 'environment'>,
  { config }: InstanceConfig,
  site: string,
): Promise<string> {
  const identity = siteIdentitySource(config.secrets);
  if (!hasKeySource(fingerprintKeySource(config.secrets), environment)) await ensureFingerprintKey(paths);
  if (hasKeySource(identity, environment)) return readRecipient(inFolder(paths, identity), environment);
  return (await ensureSiteIdentity(paths, site)).recipient;
}

function inFolder(paths: InstancePaths, source: KeySource): KeySource {
  return { ...source, file: source.file === undefined ? undefined : inInstance(paths, source.file) };
}

function describeEndpoint(
  paths: InstancePaths,
  { config }: InstanceConfig,
  { servers, site }: { readonly servers: OpenServers; readonly site: string },
): Endpoint {
  const { domain, siteDomain: _siteDomain, ...login } = servers.nats.client;
  return {
    v: 1,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    nats: login,
    domain,
    database: servers.database.url,
    repository: repositoryPath({ paths, config }),
    site,
    log: paths.log,
  };
}

function describeInstance(
  { executors, paths }: InstanceOptions,
  endpoint: Endpoint,
  {
    settings,
    servers,
    metrics,
  }: { readonly settings: InstanceConfig; readonly servers: OpenServers; readonly metrics: string | null },
): InstanceFacts {
  return {
    dir: paths.dir,
    nats: printableUrl(endpoint.nats.url),
    database: printableUrl(endpoint.database),
    repository: endpoint.repository,
    log: endpoint.log,
    site: endpoint.site,
    executors,
    recipients: settings.config.secrets.recipients.length,
    metrics: metrics === null ? null : `http://${metrics}/metrics`,
    outsideDir: servers.database.outsideDir ?? null,
  };
}
