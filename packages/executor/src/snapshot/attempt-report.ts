import type { ErrorRecord } from '@netraven/common';
import type { JobLogLine, Result, Task } from '@netraven/common/message';

const MAX_LINES = 200;
const MAX_MESSAGE_LENGTH = 1000;

/** What one attempt has to say so far; it becomes the attempt's result. */
export class AttemptReport {
  readonly #lines: JobLogLine[] = [];
  readonly #startedAt = new Date();
  readonly #fixed: Pick<Result, 'v' | 'task' | 'job' | 'site' | 'device' | 'attempt' | 'executor'>;
  /** Set as the attempt goes on; all null in an attempt that opened no session. */
  readonly found: Partial<SessionFindings> = {};
  /** No further attempt makes sense, whatever the error. */
  isLast = false;

  constructor(task: Task, attempt: number, executor: string) {
    this.#fixed = {
      v: 1,
      task: task.id,
      job: task.job,
      site: task.site,
      device: { id: task.device.id, name: task.device.name },
      attempt,
      executor,
    };
  }

  /** Adds a line to the job log. Never device output, never a secret. */
  log(level: JobLogLine['level'], message: string): void {
    if (this.#lines.length >= MAX_LINES) return;
    this.#lines.push({ at: new Date().toISOString(), level, message: message.slice(0, MAX_MESSAGE_LENGTH) });
  }

  toResult(outcome: Result['outcome'], error: ErrorRecord | null = null): Result {
    return {
      ...this.#fixed,
      fence: null,
      capture: null,
      credential: null,
      sessionMs: null,
      connectionLog: null,
      facts: null,
      hostKey: null,
      jumpHostKeys: [],
      quarantine: null,
      latestSealed: null,
      latestSealedTo: null,
      ...this.found,
      outcome,
      error,
      startedAt: this.#startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      log: this.#lines,
    };
  }
}

/** What a session brings to the result of its attempt. */
export type SessionFindings = Pick<
  Result,
  | 'fence'
  | 'capture'
  | 'credential'
  | 'sessionMs'
  | 'connectionLog'
  | 'facts'
  | 'hostKey'
  | 'jumpHostKeys'
  | 'quarantine'
  | 'latestSealed'
  | 'latestSealedTo'
>;
