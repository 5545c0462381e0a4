import { type Logger, pause, retryDelay } from '@netraven/common';
import { count } from '@netraven/common/metric';
import type { Bell } from './bells.ts';
import { describeFailure } from './describe-failure.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

export interface Stage {
  readonly name: string;
  /** Does what there is to do; true when there may be more. Whatever it has not finished must be found again. */
  readonly step: () => Promise<boolean>;
  readonly bell: Bell;
  /** How long it rests without a bell. */
  readonly idleMs: number;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Runs one stage until the signal fires. A step that fails (NATS or PostgreSQL away) is logged once, and tried again
 * with growing pauses; the other stages go on.
 */
export async function runStage({ name, step, bell, idleMs, log, signal }: Stage): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const hasMore = await step();
      if (failures > 0) log.info({ stage: name }, 'going on');
      failures = 0;
      if (!hasMore) await bell.wait(idleMs, signal);
    } catch (error) {
      failures += 1;
      count('netraven_stage_failures_total', { stage: name });
      if (failures === 1)
        log.warn({ err: describeFailure(error) ?? error, stage: name }, 'stage failed, trying again');
      else log.debug({ err: error, stage: name, failures }, 'stage failed again');
      await pause(retryDelay(failures, FIRST_RETRY_MS, LONGEST_RETRY_MS, Math.random()), signal);
    }
  }
}
