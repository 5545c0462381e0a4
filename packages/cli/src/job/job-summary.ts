import type { JobResult } from '@netraven/client';
import type { TaskView } from '@netraven/common/api';
import { exitCodes } from '../output/exit-code.ts';

/** What a backup came to, as programs read it. */
export interface JobSummary {
  readonly job: string;
  readonly status: string;
  /** Outcome → number of devices. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tasks: readonly TaskSummary[];
}

export interface TaskSummary {
  readonly device: string;
  /** Null while the task is open. */
  readonly outcome: string | null;
  /** Error code; null without an error. */
  readonly code: string | null;
  readonly commit: string | null;
  readonly durationMs: number | null;
}

export function summariseJob({ job, tasks }: JobResult): JobSummary {
  return {
    job: job.id,
    status: job.status,
    outcomes: job.outcomes,
    tasks: tasks.map(summariseTask),
  };
}

/** 1 as soon as one device was not backed up; a job that is still open counts as done asking. */
export function jobExitCode({ status }: { readonly status: string }): number {
  const failed = ['COMPLETED_PARTIAL_FAILURE', 'COMPLETED_FAILURE', 'CANCELLED'];
  return failed.includes(status) ? exitCodes.someFailed : exitCodes.done;
}

function summariseTask({ device, outcome, code, commit, durationMs }: TaskView): TaskSummary {
  return { device, outcome, code, commit, durationMs };
}
