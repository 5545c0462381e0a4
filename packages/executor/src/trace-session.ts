import { addSpan, beginSpan, isTracing } from '@netraven/common/trace';
import type { CaptureReport } from './capture/capture-device.ts';
import type { ProcessedCapture } from './thread/capture-input.ts';

/** Tells a session and its phases as spans, after the fact, so that the session itself is not held up. */
export function traceSession(parent: string | null, session: CaptureReport): void {
  if (!isTracing()) return;
  const { phases, credentialName, refusedCredentials } = session;
  const [first, last] = [phases.at(0), phases.at(-1)];
  if (first === undefined || last === undefined) return;
  const span = beginSpan({
    name: 'session',
    kind: 'client',
    parent,
    startMs: first.startMs,
    attributes: {
      'netraven.credential': credentialName ?? '',
      'netraven.credentials.refused': refusedCredentials.length,
    },
  });
  for (const { phase, command, startMs, endMs } of phases) {
    const attributes = command === null ? {} : { 'netraven.command': command };
    addSpan({ name: phase, kind: 'internal', parent: span.traceparent, startMs, attributes }, { endMs });
  }
  span.end({ endMs: last.endMs, error: session.kind === 'failed' ? session.error.code : null });
}

/** Tells what the threads did, in numbers. */
export function traceProcessing(
  parent: string | null,
  { bytes, lines, isUnchanged, redaction }: ProcessedCapture,
  startMs: number,
): void {
  if (!isTracing()) return;
  const attributes = {
    'netraven.bytes': bytes,
    'netraven.lines': lines,
    'netraven.unchanged': isUnchanged,
    'netraven.redaction.leaks': redaction.leakCount,
  };
  addSpan({ name: 'redact and diff', kind: 'internal', parent, startMs, attributes });
}
