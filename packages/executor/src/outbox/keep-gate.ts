import { pause, SECOND } from '@netraven/common';
import { publishEvent, streamNames } from '@netraven/common/jetstream';
import type { Executor } from '../executor.ts';
import type { PullGate } from '../task/pull-gate.ts';
import { judgeOutbox, type OutboxProgress, type OutboxState } from './judge-outbox.ts';

const EVERY_MS = 2 * SECOND;

/**
 * Opens and closes the gate of an executor by its outbox, until stopped: what a session brings must find room there,
 * or it would be lost, and a device disturbed for nothing. A site whose JetStream does not answer has no outbox.
 */
export async function keepGate(executor: Executor, gate: PullGate, signal: AbortSignal): Promise<void> {
  const limits = executor.config.executor.outbox;
  let progress: OutboxProgress | null = null;
  while (!signal.aborted) {
    try {
      const seen = { before: progress, limits, nowMs: performance.now() };
      const judged = judgeOutbox(await readOutbox(executor), seen);
      progress = judged.progress;
      setGate(executor, gate, judged.reason);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setGate(executor, gate, `the outbox does not answer: ${reason}`);
    }
    await pause(EVERY_MS, signal);
  }
}

async function readOutbox({ local, site }: Executor): Promise<OutboxState> {
  const manager = await local.jetstreamManager(false);
  const { state, config } = await manager.streams.info(streamNames.outbox(site));
  const { messages, bytes, last_seq } = state;
  return { messages, bytes, maxBytes: config.max_bytes, lastSequence: last_seq };
}

function setGate({ connection, site, name, log }: Executor, gate: PullGate, reason: string | null): void {
  const before = gate.reason;
  gate.set(reason);
  if ((before === null) === (reason === null)) return;
  if (reason === null) log.info({ before }, 'tasks are pulled');
  else log.warn({ reason }, 'no task is pulled');
  const what = reason === null ? 'pulling' : 'paused';
  publishEvent(connection, site, { noun: 'service', what, data: { executor: name, reason } });
}
