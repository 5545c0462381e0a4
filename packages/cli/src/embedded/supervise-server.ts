import { type Logger, MINUTE, pause, retryDelay, SECOND } from '@netraven/common';
import type { GuardedProcess } from './spawn-guarded.ts';

const POLL_MS = 15;
/** A server that ends sooner after it served has not recovered: the waits go on growing. */
const STEADY_MS = MINUTE;

/** How to start one server and how to tell that it serves. */
export interface ServerPlan {
  readonly name: string;
  readonly log: Logger;
  /** Milliseconds from start to ready before the start counts as failed; recovery of a large store takes its time. */
  readonly readyLimitMs: number;
  spawn(): Promise<GuardedProcess>;
  /** @param pid the server that was just started, not one whose traces are left */
  isReady(pid: number): Promise<boolean>;
  /** The error for a server that ended on its first start, or ran but was not ready in time (`isLate`). */
  explain(lastLine: string, isLate: boolean): Error;
}

/** A server that is started again when it ends by itself. */
export interface SupervisedServer {
  /** Process id of the server now; 0 while it is down. */
  pid(): number;
  /** Ends the server for good; safe to call twice. */
  stop(): Promise<void>;
  /** Takes the server down and keeps it down: what a crash (`SIGKILL`) or a restart (`SIGTERM`) looks like to clients. */
  halt(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<void>;
  /** Starts a halted server again and waits until it serves. */
  resume(): Promise<void>;
}

/**
 * Starts the server and returns once it serves. When it ends without being asked, it is started again after half a
 * second, then after ever longer waits up to 30 seconds, for as long as it takes; one that served for a minute begins
 * anew.
 * @throws the plan's error when the first start fails
 */
export async function superviseServer(plan: ServerPlan): Promise<SupervisedServer> {
  const stopping = new AbortController();
  let isHeld = false;
  let running: GuardedProcess | undefined;
  let restarts = Promise.resolve();
  let endsInRow = 0;

  const start = async () => {
    const started = await startOnce(plan);
    const servesSince = performance.now();
    running = started;
    void started.exited.then((code) => {
      running = undefined;
      if (isHeld || stopping.signal.aborted) return;
      plan.log.error({ code, lastLine: started.lastLine() }, `${plan.name} ended, starting it again`);
      endsInRow = performance.now() - servesSince > STEADY_MS ? 1 : endsInRow + 1;
      restarts = startAgain();
    });
  };
  const startAgain = async () => {
    for (; !stopping.signal.aborted && !isHeld; endsInRow += 1) {
      await pause(retryDelay(endsInRow, SECOND, 30 * SECOND, Math.random()), stopping.signal);
      if (stopping.signal.aborted || isHeld) return;
      try {
        return await start();
      } catch (error) {
        plan.log.error({ err: error }, `${plan.name} did not start`);
      }
    }
  };

  await start();
  return {
    pid: () => running?.pid ?? 0,
    stop: async () => {
      stopping.abort();
      await restarts;
      await running?.end();
    },
    halt: async (signal) => {
      isHeld = true;
      await restarts;
      const current = running;
      if (!current) return;
      process.kill(current.pid, signal);
      await current.exited;
    },
    resume: async () => {
      isHeld = false;
      await start();
    },
  };
}

async function startOnce(plan: ServerPlan): Promise<GuardedProcess> {
  const started = await plan.spawn();
  const giveUp = AbortSignal.timeout(plan.readyLimitMs);
  let hasExited = false;
  void started.exited.then(() => {
    hasExited = true;
  });
  while (!hasExited && !giveUp.aborted) {
    if (await plan.isReady(started.pid)) return started;
    await pause(POLL_MS, giveUp);
  }
  const isLate = !hasExited;
  const lastLine = started.lastLine();
  await started.end();
  throw plan.explain(lastLine, isLate);
}
