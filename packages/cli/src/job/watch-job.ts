import { isFinished, type JobResult } from '@netraven/client';
import type { JobView } from '@netraven/common/api';
import type { Api } from '../instance/open-api.ts';
import { count } from '../output/format.ts';
import { openProgress } from '../output/open-progress.ts';
import type { Terminal } from '../output/terminal.ts';

/**
 * Follows a job to its end with a bar on the terminal.
 * @returns undefined when the signal fired before the end; the job goes on then
 */
export async function watchJob(
  api: Api,
  id: string,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<JobResult | undefined> {
  const progress = openProgress(terminal, { total: 0, noun: 'devices' });
  let last: JobView | undefined;
  try {
    for await (const job of api.follow(id, { signal })) {
      last = job;
      progress.resize(job.tasks);
      if (job.tasks > 0) progress.update(closedTasks(job), noteOf(job));
    }
  } finally {
    progress.close();
  }
  if (!last || !isFinished(last)) return undefined;
  return { job: last, tasks: await api.tasks(id) };
}

function closedTasks({ outcomes }: JobView): number {
  return Object.values(outcomes).reduce((sum, number) => sum + number, 0);
}

function noteOf({ outcomes }: JobView): string {
  const failed = (outcomes.failed ?? 0) + (outcomes.quarantined ?? 0);
  const changed = outcomes.changed ?? 0;
  return [changed > 0 ? `${changed} changed` : '', failed > 0 ? count(failed, 'failure') : '']
    .filter((part) => part !== '')
    .join(', ');
}
