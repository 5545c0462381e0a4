import { chmod } from 'node:fs/promises';
import { NetravenError, pause, SECOND } from '@netraven/common';
import { streamNames } from '@netraven/common/jetstream';
import { fileExists } from '../instance/file-exists.ts';
import { count } from '../output/format.ts';
import type { Check, Patient } from './check.ts';
import { openFiles } from './check-files.ts';
import { checkStreams } from './check-streams.ts';
import { countVersions } from './count-versions.ts';
import { isWriting } from './is-writing.ts';
import { openGit } from './open-git.ts';

/** Rebuilding goes through the whole history: a few thousand commits a second. */
const REBUILD_LIMIT_MS = 300 * SECOND;
const LOOK_EVERY_MS = 500;

/** What was done to one part, or why nothing could be done. */
export interface Repair {
  readonly name: string;
  readonly state: 'done' | 'nothing' | 'failed';
  readonly what: string;
}

export interface RepairOptions {
  /** Take a repository that lacks recorded commits for the whole truth from now on. */
  readonly acceptLoss: boolean;
}

/**
 * Mends what can be mended without losing anything, and says what it did; doing it again changes nothing: permissions
 * of key files, streams and consumers, and what PostgreSQL knows of the repository.
 * @param checks what was found before
 */
export async function repairInstance(
  patient: Patient,
  checks: readonly Check[],
  options: RepairOptions,
): Promise<Repair[]> {
  return [
    await attempt('keys', () => closeFiles(patient)),
    await attempt('queues', () => repairQueues(patient)),
    await attempt('sites', () => repairSites(patient)),
    await attempt('index', () => rebuildIndex(patient, checks, options)),
  ];
}

type Outcome = Omit<Repair, 'name'>;
const nothing = (what: string): Outcome => ({ state: 'nothing', what });
const done = (what: string): Outcome => ({ state: 'done', what });
const failed = (what: string): Outcome => ({ state: 'failed', what });

async function attempt(name: string, act: () => Promise<Outcome>): Promise<Repair> {
  try {
    return { name, ...(await act()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = error instanceof NetravenError ? ` ${error.hint}` : '';
    return { name, ...failed(`${reason}.${hint}`) };
  }
}

async function closeFiles({ paths }: Patient): Promise<Outcome> {
  const open = await openFiles(paths);
  for (const file of open) await chmod(file, 0o600);
  return open.length === 0
    ? nothing('readable by their owner only')
    : done(`closed ${open.join(', ')}; whoever could read them may have done so: think of new keys`);
}

/** By the dispatcher, which may create streams; it also closes what has come to its end. */
async function repairQueues({ api }: Patient): Promise<Outcome> {
  const { made, revived } = await api.call('queue.repair', {});
  if (made.length + revived.length === 0) return nothing('every stream and consumer of the hub is there');
  return done(`made anew: ${[...made, ...revived].join(', ')}`);
}

/** Sites whose store is on the hub's server; the executors of others keep theirs in order. */
async function repairSites(patient: Patient): Promise<Outcome> {
  const { api } = patient;
  const lacking = (await checkStreams(patient)).filter(({ state }) => state === 'fail');
  const sites = patient.sites.filter((site) => lacking.some(({ name }) => name === streamNames.outbox(site)));
  for (const site of sites) await api.call('site.prepare', { name: site });
  return sites.length === 0
    ? nothing('every stream and consumer of the sites here is there')
    : done(`completed the store of ${sites.join(', ')}`);
}

/** Builds anew what PostgreSQL knows of the repository, where the two differ. */
async function rebuildIndex(
  { api }: Patient,
  checks: readonly Check[],
  { acceptLoss }: RepairOptions,
): Promise<Outcome> {
  const before = await api.call('status', {});
  const repository = checks.find(({ name }) => name === 'repository');
  if (repository?.state === 'fail' && !acceptLoss) {
    return failed(`not rebuilt: ${repository.found}. ${repository.remedy}`);
  }
  if (!acceptLoss && !(await isWriting(api.connection))) {
    return failed('not rebuilt: no git-writer is at work. Start one: netraven git-writer.');
  }
  if (repository?.state === 'ok' && (await isComplete(api, before.counts.versions)))
    return nothing(`${count(before.counts.versions, 'version')}, as many as in the repository`);
  await api.call('index.rebuild', {});
  const after = await awaitIndex(api, before.writerHead);
  if (after === undefined) {
    return failed(
      `no git-writer has built it within ${REBUILD_LIMIT_MS / SECOND} s; it does as soon as one runs.`,
    );
  }
  const versions = count(after.counts.versions, 'version');
  const difference = after.counts.versions - before.counts.versions;
  return difference === 0
    ? nothing(`built anew from the repository, ${versions}: nothing differed`)
    : done(
        `built anew from the repository: ${versions}, ${Math.abs(difference)} ${difference > 0 ? 'more' : 'fewer'} than before`,
      );
}

/** Whether the repository, where it is on this machine, holds as many versions as are recorded. */
async function isComplete(api: Patient['api'], recorded: number): Promise<boolean> {
  const path = api.target.endpoint?.repository;
  if (path === undefined) return false;
  if (!(await fileExists(path))) return recorded === 0;
  return (await countVersions(openGit(path))) === recorded;
}

/** Waits for the git-writer to have recorded its head; without any commit there is none to wait for. */
async function awaitIndex(api: Patient['api'], before: string | null) {
  const endsAt = performance.now() + REBUILD_LIMIT_MS;
  while (performance.now() < endsAt) {
    const status = await api.call('status', {});
    if (status.writerHead !== null && (await isWriting(api.connection))) return status;
    if (before === null && status.writerHead === null && (await isWriting(api.connection))) return status;
    await pause(LOOK_EVERY_MS);
  }
  return undefined;
}
