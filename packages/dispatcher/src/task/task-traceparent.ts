import { withoutSampling } from '@netraven/common/trace';
import type { WaitingTask } from './build-task.ts';

/**
 * Where a task stands in the trace of its job. Of a large job only about `limit` tasks are recorded, every n-th device:
 * a trace of a hundred thousand spans helps nobody, and few receivers take it.
 */
export function taskTraceparent(
  { traceparent, jobTasks, device }: Pick<WaitingTask, 'traceparent' | 'jobTasks' | 'device'>,
  limit: number,
): string | null {
  const every = Math.ceil(jobTasks / limit);
  return every <= 1 || (device?.id ?? 0) % every === 0 ? traceparent : withoutSampling(traceparent);
}
