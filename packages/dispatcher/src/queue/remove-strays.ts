import { NetravenError } from '@netraven/common';
import { inDomain, refuseMessage, streamNames } from '@netraven/common/jetstream';
import { fromSubjectToken } from '@netraven/common/message';
import type { JetStreamManager } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { deleteStoredTask } from '../task/stored-task.ts';

/**
 * Takes tasks of sites that do not exist off the queue, with a reason: no consumer would ever ask for them. Costs a few
 * numbers while there is none: only where the queue holds more than its consumers have to deliver is it searched.
 */
export async function removeStrays(dispatcher: Dispatcher): Promise<void> {
  const { config, connection, inventory } = dispatcher;
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  if (!(await holdsMoreThanDue(manager))) return;
  const sites = await inventory.em.fork().execute<{ name: string }[]>('select name from site');
  const known = new Set(sites.map(({ name }) => name));
  const { state } = await manager.streams.info(streamNames.tasks, { subjects_filter: '>' });
  for (const subject of Object.keys(state.subjects ?? {})) {
    const site = fromSubjectToken(subject.split('.')[2] ?? '');
    if (known.has(site)) continue;
    const message = await manager.streams.getMessage(streamNames.tasks, { last_by_subj: subject });
    const error = new NetravenError('NETRAVEN_MESSAGE_INVALID', `task: site: there is no site ${site}`);
    refuseMessage(
      { ...dispatcher, kind: 'task', scope: 'hub' },
      { subject, seq: message.seq, info: { stream: streamNames.tasks } },
      error,
    );
    await deleteStoredTask(manager, message.seq);
  }
}

/** Whether it may: both numbers move while they are read. */
async function holdsMoreThanDue(manager: JetStreamManager): Promise<boolean> {
  let due = 0;
  for await (const { num_pending, num_ack_pending } of manager.consumers.list(streamNames.tasks))
    due += num_pending + num_ack_pending;
  return (await manager.streams.info(streamNames.tasks)).state.messages > due;
}
