import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DAY, MINUTE } from '@netraven/common';
import type { NatsArchive } from './nats-archives.ts';

const run = promisify(execFile);

/** After a failed try, who has an older server waits this long before the next one, so that offline starts stay fast. */
const RETRY_AFTER_MS = DAY;

export interface FetchOptions {
  /** Receives `nats-server`, or `unreachable` after a failure. */
  readonly dir: string;
  /** Whether an older server would do: then a try that failed in the last day is not repeated. */
  readonly hasOlder: boolean;
  /** The archives that are known; one of them may fit this machine. */
  readonly archives: readonly NatsArchive[];
  readonly onProgress: (text: string) => void;
}

/**
 * Downloads the pinned release archive of nats-server, checks it against its known SHA-256 and unpacks the program.
 * @returns path of the program
 * @throws an error saying why it cannot be had
 */
export async function fetchNatsArchive({
  dir,
  hasOlder,
  archives,
  onProgress,
}: FetchOptions): Promise<string> {
  const archive = archives.find((a) => a.platform === process.platform && a.arch === process.arch);
  if (!archive) throw new Error(`no checksum is known for ${process.platform}-${process.arch}`);
  const marker = join(dir, 'unreachable');
  if (hasOlder && (await isRecent(marker))) throw new Error('not reachable earlier today');
  await mkdir(dir, { recursive: true });
  const work = await mkdtemp(join(dir, 'work-'));
  try {
    onProgress(`fetching ${archive.url}`);
    const bytes = await download(archive.url);
    const sum = createHash('sha256').update(bytes).digest('hex');
    if (sum !== archive.sha256) throw new Error(`checksum ${sum} instead of ${archive.sha256}`);
    const file = join(work, 'archive.tar.gz');
    await writeFile(file, bytes);
    await run('tar', ['-xzf', file, '-C', work, '--strip-components=1'], { timeout: MINUTE });
    await chmod(join(work, 'nats-server'), 0o755);
    const program = join(dir, 'nats-server');
    await rename(join(work, 'nats-server'), program);
    await rm(marker, { force: true });
    return program;
  } catch (error) {
    await writeFile(marker, '');
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download(url: string): Promise<Buffer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2 * MINUTE) }).catch((cause: unknown) => {
    throw new Error(`${new URL(url).host} is not reachable`, { cause });
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

async function isRecent(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < RETRY_AFTER_MS;
}
