import { SECOND } from '@netraven/common';
import type { Dispatcher } from '../dispatcher.ts';
import { runStage } from '../stage/run-stage.ts';
import { fireDueSchedules } from './fire-due.ts';

const POLL_MS = SECOND;

/** Makes the jobs of due schedules, whichever dispatcher is first; nothing is kept between two looks. */
export function runSchedules(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  return runStage({
    name: 'run schedules',
    step: () => fireDueSchedules(dispatcher),
    bell: dispatcher.bells.schedule,
    idleMs: POLL_MS,
    log: dispatcher.log,
    signal,
  });
}
