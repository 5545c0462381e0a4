import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { NetravenError, SECOND } from '@netraven/common';
import { z } from 'zod';
import { readMachineId, readStartTime } from './process-identity.ts';

const BEAT_MS = 5 * SECOND;
/** A lock of another machine or container, whose processes cannot be seen, is dead after this long without a beat. */
const SILENT_MS = 30 * SECOND;

const holderSchema = z.object({ pid: z.number().int(), startTime: z.string(), machine: z.string() });
type Holder = z.output<typeof holderSchema>;

/**
 * Makes this process the only one that runs the instance, until disposed. What a killed process left is taken over.
 * @throws NETRAVEN_INSTANCE_RUNNING when another process holds it
 */
export async function takeInstanceLock(file: string): Promise<AsyncDisposable> {
  const mine = await describeSelf();
  for (;;) {
    if (await tryLink(file, mine)) break;
    const found = await readFile(file, 'utf8').catch(() => undefined);
    if (found === undefined) continue;
    if (await isAlive(file, found)) {
      const holder = parseHolder(found);
      throw new NetravenError(
        'NETRAVEN_INSTANCE_RUNNING',
        `${file} is held by process ${holder?.pid ?? 'unknown'}: the instance runs already`,
      );
    }
    await removeStale(file, found);
  }
  const beat = setInterval(() => void touch(file), BEAT_MS).unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(beat);
      const now = await readFile(file, 'utf8').catch(() => undefined);
      if (now === mine) await rm(file, { force: true });
    },
  };
}

async function describeSelf(): Promise<string> {
  const holder: Holder = {
    pid: process.pid,
    startTime: (await readStartTime(process.pid)) ?? '',
    machine: await readMachineId(),
  };
  return `${JSON.stringify(holder)}\n`;
}

/** Puts the file there with its content in one step; false when there is one. */
async function tryLink(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function isAlive(file: string, content: string): Promise<boolean> {
  const holder = parseHolder(content);
  if (!holder) return false;
  if (holder.machine === (await readMachineId())) {
    return (await readStartTime(holder.pid)) === holder.startTime;
  }
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < SILENT_MS;
}

/** Takes away the lock that was read; one that another process put there in the meantime is put back. */
async function removeStale(file: string, expected: string): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const taken = await readFile(aside, 'utf8').catch(() => '');
  if (taken !== expected) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

function parseHolder(content: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
