import { errorTable } from '@netraven/common';
import { apiErrorCode, inDomain, jetstreamErrors, streamNames } from '@netraven/common/jetstream';
import { subjects } from '@netraven/common/message';
import type { JetStreamManager } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { failTasks } from '../task/fail-tasks.ts';

/** A git-writer that is down for a while loses nothing; after this long a snapshot that is nowhere does not come. */
const GRACE = `interval '1 day'`;
const BATCH = 500;

interface CapturedTask {
  readonly id: string;
  readonly site: string;
  readonly deviceName: string;
}

/**
 * Ends tasks that were captured a day ago and whose snapshot does not wait for the git-writer: a store was lost on the
 * way. Should it come after all, it is committed nevertheless.
 */
export async function endAbandoned({ config, inventory, connection, log }: Dispatcher): Promise<void> {
  const em = inventory.em.fork();
  const tasks = await em.execute<CapturedTask[]>(
    `select id, site, device_name as "deviceName" from task
     where outcome is null and captured_at < now() - ${GRACE} order by captured_at limit ${BATCH}`,
  );
  if (tasks.length === 0) return;
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const areWaiting = await Promise.all(tasks.map((task) => hasSnapshot(manager, task)));
  const lost = tasks.filter((_task, index) => !areWaiting[index]);
  if (lost.length === 0) return;
  log.error({ tasks: lost.map(({ id }) => id) }, 'captured configurations never reached the git-writer');
  await failTasks(
    em,
    lost.map(({ id, deviceName }) => ({
      task: id,
      error: {
        code: 'NETRAVEN_SNAPSHOT_LOST',
        message: `${deviceName}: captured more than a day ago, and its snapshot is not in the queue of the git-writer`,
        ...errorTable.NETRAVEN_SNAPSHOT_LOST,
      },
    })),
  );
}

async function hasSnapshot(manager: JetStreamManager, { site, deviceName }: CapturedTask): Promise<boolean> {
  try {
    await manager.streams.getMessage(streamNames.snapshots, {
      last_by_subj: subjects.snapshot(site, deviceName),
    });
    return true;
  } catch (error) {
    if (apiErrorCode(error) === jetstreamErrors.messageNotFound) return false;
    throw error;
  }
}
