import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { NetravenError, SECOND } from '@netraven/common';
import { cacheFolder } from './cache-folder.ts';
import { fetchNatsArchive } from './fetch-nats-archive.ts';
import { installNatsWithBrew } from './install-nats-with-brew.ts';
import { type NatsArchive, natsArchives } from './nats-archives.ts';
import { isPreferred } from './nats-version.ts';
import { unpackNatsPackage } from './unpack-nats-package.ts';

const run = promisify(execFile);

/** A nats-server program that answered `--version`. */
export interface NatsServerBinary {
  readonly path: string;
  /** For example `2.12.1`. */
  readonly version: string;
  /** Where it came from, for `doctor` and logs. */
  readonly source: NatsSource;
}

export type NatsSource = 'NETRAVEN_NATS_SERVER' | 'cache' | 'PATH' | '/usr/sbin' | 'archive' | 'apt' | 'brew';

export interface FindNatsOptions {
  /** Without it that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where fetched servers are kept; without it the user's cache folder. */
  readonly cacheDir?: string;
  /** Where distributions put servers that are not on `PATH`; `/usr/sbin`. */
  readonly systemDir?: string;
  /** Pinned release archives; those of `nats-archives.ts`. */
  readonly archives?: readonly NatsArchive[];
  /** Told before something is downloaded, so that nobody waits in front of a silent terminal. */
  readonly onProgress?: (text: string) => void;
}

/**
 * Finds a nats-server, or fetches one into the user's cache without changing the system. In this order:
 * `NETRAVEN_NATS_SERVER`, the cache, `PATH`, `/usr/sbin`, the pinned archive of the NATS project, the package of apt
 * (unpacked, not installed), brew.
 *
 * Servers from 2.10 on are preferred: older ones forget acknowledgements when killed. An older one already here is
 * used only when the archive cannot be had.
 * @throws NETRAVEN_NATS_SERVER_MISSING listing every attempt
 */
export async function findNatsServer(options: FindNatsOptions = {}): Promise<NatsServerBinary> {
  const env = options.env ?? process.env;
  const named = env.NETRAVEN_NATS_SERVER;
  if (named) return probeNamed(named);

  const attempts: string[] = [];
  let older: NatsServerBinary | undefined;
  for (const step of buildSteps(env, options)) {
    if (older && step.source !== 'archive' && step.isDownload) continue;
    try {
      const found = await probe(await step.find(older !== undefined), step.source);
      if (isPreferred(found.version)) return found;
      older ??= found;
    } catch (error) {
      attempts.push(`${step.source}: ${reasonOf(error)}`);
    }
  }
  if (older) return older;
  throw new NetravenError(
    'NETRAVEN_NATS_SERVER_MISSING',
    `no nats-server found or fetched (${attempts.join('; ')})`,
    { hint: remedy(process.platform) },
  );
}

interface Step {
  readonly source: NatsSource;
  readonly isDownload: boolean;
  /**
   * Path of a candidate.
   * @throws an error saying why there is none
   */
  find(hasOlder: boolean): Promise<string>;
}

function buildSteps(env: NodeJS.ProcessEnv, options: FindNatsOptions): Step[] {
  const { archives = natsArchives, systemDir = '/usr/sbin', onProgress = () => undefined } = options;
  const cacheDir = options.cacheDir ?? cacheFolder(env);
  const archiveDir = join(cacheDir, 'nats-server');
  const packageDir = join(cacheDir, 'nats-server-apt');
  const look = (source: NatsSource, find: () => Promise<string>): Step => ({
    source,
    isDownload: false,
    find,
  });
  const fetched = (source: NatsSource, find: Step['find']): Step => ({ source, isDownload: true, find });
  return [
    look('cache', () => executable(join(archiveDir, 'nats-server'))),
    look('PATH', () => findOnPath(env.PATH ?? '')),
    look('/usr/sbin', () => executable(join(systemDir, 'nats-server'))),
    look('cache', () => executable(join(packageDir, 'nats-server'))),
    fetched('archive', (hasOlder) => fetchNatsArchive({ dir: archiveDir, hasOlder, archives, onProgress })),
    fetched('apt', () => unpackNatsPackage({ dir: packageDir, env, onProgress })),
    fetched('brew', () => installNatsWithBrew(env, onProgress)),
  ];
}

async function probeNamed(path: string): Promise<NatsServerBinary> {
  try {
    return await probe(await executable(path), 'NETRAVEN_NATS_SERVER');
  } catch (cause) {
    throw new NetravenError(
      'NETRAVEN_NATS_SERVER_MISSING',
      `NETRAVEN_NATS_SERVER names ${path}, which does not run: ${reasonOf(cause)}`,
      { cause, hint: 'Correct NETRAVEN_NATS_SERVER, or unset it to have a server found.' },
    );
  }
}

async function probe(path: string, source: NatsSource): Promise<NatsServerBinary> {
  const { stdout } = await run(path, ['--version'], { timeout: 10 * SECOND });
  const version = /v(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`${path} --version printed no version`);
  return { path, version, source };
}

async function findOnPath(path: string): Promise<string> {
  for (const folder of path.split(delimiter)) {
    const candidate = await executable(join(folder || '.', 'nats-server')).catch(() => undefined);
    if (candidate !== undefined) return candidate;
  }
  throw new Error('not there');
}

async function executable(path: string): Promise<string> {
  await access(path, constants.X_OK).catch(() => {
    throw new Error('not there');
  });
  return path;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}

function remedy(platform: string): string {
  const install = platform === 'darwin' ? '"brew install nats-server"' : '"apt-get install nats-server"';
  return `Install it with ${install}, or put a nats-server 2.10 or newer of https://nats.io/download on PATH or into NETRAVEN_NATS_SERVER.`;
}
