import type { TaskView } from '@netraven/common/api';
import type { Api } from '../instance/open-api.ts';

const PAGE = 1000;

/** The tasks of a job by device name, all or those with one of these outcomes. */
export async function loadTasks(api: Api, id: string, outcomes: readonly string[] = []): Promise<TaskView[]> {
  const tasks: TaskView[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { tasks: TaskView[]; next: string | null } = await api.call('job.tasks', {
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
