import type { TaskView } from '@netraven/common/api';
import type { Outcome } from '@netraven/common/message';
import type { Client } from './client.ts';

const PAGE = 1000;

/** The tasks of a job by device name, all or those with one of these outcomes. */
export async function listTasks(
  { call }: Pick<Client, 'call'>,
  id: string,
  outcomes: readonly Outcome[] = [],
): Promise<TaskView[]> {
  const tasks: TaskView[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { tasks: TaskView[]; next: string | null } = await call('job.tasks', {
      id,
      after,
      limit: PAGE,
      outcomes: [...outcomes],
    });
    tasks.push(...page.tasks);
    after = page.next;
  }
  return tasks;
}
