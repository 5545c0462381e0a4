import { NetravenError, pause, retryDelay, SECOND } from '@netraven/common';
import { inDomain, refuseMessage } from '@netraven/common/jetstream';
import { count } from '@netraven/common/metric';
import { tryWriterLocks, type WriterLocks } from './repository/hold-locks.ts';
import { recoverRepository } from './repository/recover-repository.ts';
import type { Repository } from './repository/repository.ts';
import { openIntake } from './snapshot/open-intake.ts';
import { reconcileVersions } from './version/reconcile-versions.ts';
import { readRecordedHead } from './version/writer-head.ts';
import { watchPacks } from './watch-writer.ts';
import { writeSnapshots } from './write-snapshots.ts';
import type { ActiveWriter, WriterContext, WriterStatus } from './writer.ts';

const LOCK_POLL_MS = SECOND;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30 * SECOND;

export interface WriterRun {
  readonly signal: AbortSignal;
  /** JetStream domain of the hub; empty without one. */
  readonly domain: string;
  readonly setStatus: (status: WriterStatus) => void;
}

/**
 * A git-writer from its start to the signal. It waits until no other is active, recovers, writes; and whatever fails
 * but the repository itself makes it let go of everything and begin again, so that there is one way to recover.
 * @throws NETRAVEN_REPOSITORY_DAMAGED when commits that were promised are not there: an operator has to decide
 */
export async function runGitWriter(context: WriterContext, run: WriterRun): Promise<void> {
  for (let failures = 0; !run.signal.aborted; ) {
    const { batches } = context.counters;
    try {
      const locks = await waitForLocks(context, run);
      if (locks) await writeWhileLocked(context, run, locks);
    } catch (error) {
      if (error instanceof NetravenError && error.code === 'NETRAVEN_REPOSITORY_DAMAGED') throw error;
      failures = context.counters.batches > batches ? 1 : failures + 1;
      context.counters.failures++;
      count('netraven_writer_failures_total', {});
      run.setStatus('failing');
      context.log.error({ err: error, failures }, 'the writer begins again');
      await pause(retryDelay(failures, FIRST_DELAY_MS, LONGEST_DELAY_MS, Math.random()), run.signal);
    }
  }
  run.setStatus('stopped');
}

async function waitForLocks(
  { inventory, gitDir, log }: WriterContext,
  { signal, setStatus }: WriterRun,
): Promise<WriterLocks | null> {
  for (let polls = 0; !signal.aborted; polls++) {
    const locks = await tryWriterLocks(inventory, gitDir, log);
    if (locks) return locks;
    if (polls === 0) {
      setStatus('standby');
      log.info({ gitDir }, 'another git-writer is active, waiting as standby');
    }
    await pause(LOCK_POLL_MS, signal);
  }
  return null;
}

async function writeWhileLocked(context: WriterContext, run: WriterRun, locks: WriterLocks): Promise<void> {
  run.setStatus('recovering');
  let repository: Repository | undefined;
  let writer: ActiveWriter | undefined;
  try {
    repository = await recover(context);
    writer = await activate(context, run, { repository, locks });
    run.setStatus('writing');
    using _packs = watchPacks(repository);
    await writeSnapshots(writer, run.signal);
  } finally {
    writer?.intake.release();
    repository?.objects.close();
    await locks.release();
  }
}

/** Puts repository and database right before the queue is read. */
async function recover(context: WriterContext): Promise<Repository> {
  const { gitDir, inventory, log } = context;
  const recorded = await readRecordedHead(inventory);
  const { repository, report } = await recoverRepository(gitDir, recorded);
  try {
    const reconciled = await reconcileVersions(context, repository, recorded);
    log.info(
      { ...report, head: repository.head, packs: repository.objects.packCount, reconciled },
      'recovered',
    );
    return repository;
  } catch (error) {
    repository.objects.close();
    throw error;
  }
}

async function activate(
  context: WriterContext,
  { domain }: WriterRun,
  held: Pick<ActiveWriter, 'repository' | 'locks'>,
): Promise<ActiveWriter> {
  const { connection } = context;
  const intake = await openIntake(connection.jetstream(inDomain(domain)), (message, error) => {
    context.counters.refused++;
    refuseMessage({ ...context, kind: 'snapshot', scope: 'hub' }, message, error);
  });
  return { ...context, ...held, intake, manager: await connection.jetstreamManager(inDomain(domain)) };
}
