import { SECOND } from '@netraven/common';
import { count, observe } from '@netraven/common/metric';
import type { CaptureReport } from './capture/capture-device.ts';
import type { ProcessedCapture } from './thread/capture-input.ts';

/** Counts one session, whatever came of it. */
export function measureSession(site: string, { kind, sessionMs, phases }: CaptureReport): void {
  observe('netraven_session_seconds', { site, result: kind }, sessionMs / SECOND);
  for (const { phase, startMs, endMs } of phases) {
    observe('netraven_session_phase_seconds', { site, phase }, (endMs - startMs) / SECOND);
  }
}

/** Counts what the threads made of a session: numbers alone, never a value. */
export function measureCapture(site: string, { bytes, redaction }: ProcessedCapture, tookMs: number): void {
  const labels = { site };
  const values = Object.values(redaction.counts).reduce((sum, number) => sum + number, 0);
  observe('netraven_thread_seconds', labels, tookMs / SECOND);
  count('netraven_captured_bytes_total', labels, bytes);
  count('netraven_redacted_values_total', labels, values);
  count('netraven_redaction_leaks_total', labels, redaction.leakCount);
  count('netraven_weak_secrets_total', labels, redaction.weakCount);
}
