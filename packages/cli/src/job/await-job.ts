import type { JobView, TaskView } from '@netraven/common/api';
import type { CommandContext } from '../command/command-context.ts';
import { type JobSummary, summariseJob } from './job-summary.ts';
import { watchJob } from './watch-job.ts';

/** A job that was requested: its result, or without `job` only that it was accepted. */
export interface RequestedJob {
  readonly summary: JobSummary;
  readonly job: JobView | undefined;
  readonly tasks: readonly TaskView[];
}

/** Follows a job that was requested; Ctrl-C ends the watching, not the job. */
export async function awaitJob(context: CommandContext, id: string): Promise<RequestedJob> {
  const signal = context.interrupted();
  const result = await watchJob(await context.api(), id, { terminal: context.terminal, signal });
  if (result) return { summary: summariseJob(result), ...result };
  context.terminal.stderr.write(`job ${id} goes on; watch it with: netraven job watch ${id}\n`);
  return acceptedJob(id);
}

/** A job that nobody waits for. */
export function acceptedJob(id: string): RequestedJob {
  const summary = { job: id, status: 'PENDING', outcomes: {}, tasks: [] };
  return { summary, job: undefined, tasks: [] };
}
