import { availableParallelism } from 'node:os';
import { fromErrorRecord, NetravenError } from '@netraven/common';
import { Piscina } from 'piscina';
import type { CaptureInput, ProcessedCapture } from './capture-input.ts';
import type { ThreadResult } from './process-capture.ts';

export interface ThreadPoolOptions {
  /** Threads that may run at once. */
  readonly threads?: number;
  /** Captures that may wait for a thread; beyond it `process` refuses. */
  readonly maxQueue?: number;
}

/** The threads in which captures are redacted, compared and sealed, so that the session loop is never held up. */
export interface ThreadPool extends AsyncDisposable {
  /**
   * Turns a capture into what may be stored. The memory of `input.text` moves to the thread.
   * @throws NETRAVEN_REDACT_LEAK, NETRAVEN_REDACT_FAILED, NETRAVEN_CONFIG_INVALID; NETRAVEN_TASK_STOPPED on abort;
   * NETRAVEN_THREADS_BUSY when the queue is full
   */
  process(input: CaptureInput, signal?: AbortSignal): Promise<ProcessedCapture>;
  /** Waits for what runs, then ends the threads. */
  close(): Promise<void>;
}

const ENTRY = new URL(`./process-capture${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

export function openThreadPool(options: ThreadPoolOptions = {}): ThreadPool {
  const pool = new Piscina<CaptureInput, ThreadResult>({
    filename: ENTRY.href,
    minThreads: 1,
    maxThreads: options.threads ?? Math.max(1, availableParallelism() - 1),
    maxQueue: options.maxQueue ?? 10_000,
    idleTimeout: 30_000,
    atomics: 'disabled',
  });
  const close = async () => await pool.close();
  return {
    async process(input, signal) {
      const result = await runTask(pool, input, signal);
      if (!result.ok) throw fromErrorRecord(result.error);
      return result.value;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function runTask(
  pool: Piscina<CaptureInput, ThreadResult>,
  input: CaptureInput,
  signal: AbortSignal | undefined,
): Promise<ThreadResult> {
  try {
    return await pool.run(input, { transferList: [input.text.buffer], ...(signal ? { signal } : {}) });
  } catch (cause) {
    throw translateError(cause, input.device, signal);
  }
}

/** The one reader of Piscina's errors, which have no codes. */
function translateError(cause: unknown, device: string, signal: AbortSignal | undefined): NetravenError {
  if (signal?.aborted) return new NetravenError('NETRAVEN_TASK_STOPPED', `${device}: processing was stopped`);
  if (cause instanceof Error && cause.message === 'Task queue is at limit') {
    return new NetravenError('NETRAVEN_THREADS_BUSY', `${device}: too many captures wait for a thread`);
  }
  return new NetravenError('NETRAVEN_REDACT_FAILED', `${device}: the thread ended before its work was done`, {
    cause,
  });
}
