import { availableParallelism } from 'node:os';
import { fromErrorRecord, MINUTE, NetravenError } from '@netraven/common';
import { Piscina } from 'piscina';
import type { CaptureInput, ProcessedCapture } from './capture-input.ts';
import type { ThreadResult } from './process-capture.ts';

export interface ThreadPoolOptions {
  /** Threads that may run at once. */
  readonly threads?: number;
  /** Captures that may wait for a thread; beyond it `process` refuses. */
  readonly maxQueue?: number;
}

export interface ThreadLoad {
  readonly running: number;
  readonly limit: number;
  /** Captures that wait for a thread. */
  readonly queued: number;
  /** Share of their time the threads have worked, 0 to 1. */
  readonly utilization: number;
}

/** The threads in which captures are redacted, compared and sealed, so that the session loop is never held up. */
export interface ThreadPool extends AsyncDisposable {
  /**
   * Turns a capture into what may be stored. The memory of `input.text` moves to the thread.
   * @throws NETRAVEN_REDACT_LEAK, NETRAVEN_REDACT_FAILED, NETRAVEN_CONFIG_INVALID; the signal's reason on abort;
   * NETRAVEN_THREADS_BUSY when the queue is full
   */
  process(input: CaptureInput, signal?: AbortSignal): Promise<ProcessedCapture>;
  /** What the threads are doing right now. */
  load(): ThreadLoad;
  /** Waits for what runs, then ends the threads. */
  close(): Promise<void>;
}

/** A thread that takes longer, such as on a pattern of an operator's platform, is ended. */
const LIMIT_MS = 2 * MINUTE;

const ENTRY = new URL(`./process-capture${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

export function openThreadPool(options: ThreadPoolOptions = {}): ThreadPool {
  const { threads = Math.max(1, availableParallelism() - 1), maxQueue = 10_000 } = options;
  const pool = new Piscina<CaptureInput, ThreadResult>({
    filename: ENTRY.href,
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 30_000,
    atomics: 'disabled',
  });
  /** Running and waiting. Piscina's own limit does not count what can be aborted. */
  let taken = 0;
  const close = async () => await pool.close();
  return {
    async process(input, signal) {
      if (taken >= threads + maxQueue) {
        throw new NetravenError(
          'NETRAVEN_THREADS_BUSY',
          `${input.device}: ${maxQueue} captures wait for a thread`,
        );
      }
      taken++;
      try {
        const result = await runTask(pool, input, signal);
        if (!result.ok) throw fromErrorRecord(result.error);
        return result.value;
      } finally {
        taken--;
      }
    },
    load: () => ({
      running: pool.threads.length,
      limit: threads,
      queued: pool.queueSize,
      utilization: pool.utilization,
    }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** With a timer and one signal: `AbortSignal.timeout` and `any` cost several times as much for each capture. */
async function runTask(
  pool: Piscina<CaptureInput, ThreadResult>,
  input: CaptureInput,
  signal: AbortSignal | undefined,
): Promise<ThreadResult> {
  const ended = new AbortController();
  let isLate = false;
  const stop = () => ended.abort();
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, LIMIT_MS);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await pool.run(input, { transferList: [input.text.buffer], signal: ended.signal });
  } catch (cause) {
    throw translateError(cause, input.device, { signal, isLate });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** The one reader of Piscina's errors, which have no codes. */
function translateError(
  cause: unknown,
  device: string,
  { signal, isLate }: { signal: AbortSignal | undefined; isLate: boolean },
): NetravenError {
  if (signal?.aborted) {
    if (signal.reason instanceof NetravenError) return signal.reason;
    return new NetravenError('NETRAVEN_TASK_STOPPED', `${device}: processing was stopped`);
  }
  if (isLate) {
    return new NetravenError(
      'NETRAVEN_REDACT_FAILED',
      `${device}: redaction took longer than ${LIMIT_MS} ms`,
    );
  }
  return new NetravenError('NETRAVEN_REDACT_FAILED', `${device}: the thread ended before its work was done`, {
    cause,
  });
}
