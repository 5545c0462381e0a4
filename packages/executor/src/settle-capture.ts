import { captureId } from '@netraven/common/message';
import { recipientsDigest } from '@netraven/common/seal';
import { addSpan, nowMs } from '@netraven/common/trace';
import type { Attempt, AttemptResult } from './attempt-task.ts';
import type { CaptureReport } from './capture/capture-device.ts';
import { type CaptureVerdict, checkCapture, checkShrink } from './capture/check-capture.ts';
import type { Executor } from './executor.ts';
import { measureCapture, measureSession } from './measure-capture.ts';
import { openOutbox } from './outbox/open-outbox.ts';
import { publishResult } from './outbox/publish-result.ts';
import type { Credential } from './session/credential.ts';
import { buildSnapshot } from './snapshot/build-snapshot.ts';
import { describeRedaction, locateWeakSecrets } from './snapshot/describe-redaction.ts';
import { publishContent, publishSnapshot } from './snapshot/publish-snapshot.ts';
import { quarantineOf } from './snapshot/quarantine-of.ts';
import { type DeviceHead, headCounts, type StoredHead, writeHead } from './task/device-head.ts';
import type { ProcessedCapture } from './thread/capture-input.ts';
import { toCaptureInput } from './thread/to-capture-input.ts';
import { traceProcessing, traceSession } from './trace-session.ts';

export interface Captured {
  readonly session: CaptureReport;
  /** As it was read before the session, under the same lease. */
  readonly stored: StoredHead;
  readonly credentials: readonly Credential[];
  readonly signal: AbortSignal;
}

/**
 * Turns what a session brought into a durable result: nothing new, a snapshot, or a capture for the quarantine.
 * @throws the error of a session that failed, after its connection log is in the report
 */
export async function settleCapture(
  executor: Executor,
  attempt: Attempt,
  captured: Captured,
): Promise<AttemptResult> {
  const { session } = captured;
  noteSession(attempt, session);
  measureSession(executor.site, session);
  traceSession(attempt.traceparent, session);
  executor.counters.sessions++;
  const head = countingHead(captured.stored, attempt);
  const beganAt = nowMs();
  const textVerdict = verdictOnText(attempt, session);
  const processed = await executor.threads.process(
    toCaptureInput({
      device: attempt.task.device.name,
      session,
      credentials: captured.credentials,
      key: executor.keys.fingerprintKey,
      config: executor.config,
      head: head?.packed ? { hash: head.hash, packed: head.packed } : null,
      contentsAlways: attempt.number > 1 || textVerdict.kind === 'quarantine' || needsSeal(executor, attempt),
    }),
    captured.signal,
  );
  measureCapture(executor.site, processed, nowMs() - beganAt);
  traceProcessing(attempt.traceparent, processed, beganAt);
  attempt.report.found.connectionLog = processed.connectionLog;
  if (session.kind === 'failed') throw session.error;

  const verdict = finalVerdict(attempt, textVerdict, { processed, head });
  if (verdict.kind === 'fail') throw verdict.reason;
  if (verdict.kind === 'quarantine')
    return await settleQuarantine(executor, attempt, { processed, session, verdict });
  attempt.report.found.facts = {
    ...session.capture.facts,
    weakSecrets: locateWeakSecrets(processed.redaction),
  };
  noteSerial(attempt, session.capture.facts.serial);
  attempt.report.found.latestSealed = latestSealedOf(processed);
  attempt.report.found.latestSealedTo = recipientsOf(executor);
  // A later attempt cannot know whether an earlier one has already published something newer than the head.
  const isInGit = attempt.number === 1 && head?.hash === processed.hash && !needsSeal(executor, attempt);
  if (isInGit) return await settleUnchanged(executor, attempt);
  return await settleSnapshot(executor, attempt, { processed, session, previous: captured.stored });
}

function countingHead({ head }: StoredHead, { task }: Attempt): DeviceHead | null {
  return head !== null && headCounts(head, task.known) ? head : null;
}

function noteSession({ task, report }: Attempt, session: CaptureReport): void {
  report.found.sessionMs = session.sessionMs;
  report.found.credential = session.credentialName;
  report.found.hostKey = session.hostKey;
  report.found.jumpHostKeys = session.jumpHostKeys.flatMap((key, at) => {
    const device = task.jumps[at]?.device;
    return device === undefined ? [] : [{ device, ...key }];
  });
  for (const name of session.refusedCredentials) {
    report.log('warn', `credential ${name} was refused, ${session.credentialName} was taken`);
  }
}

/** The host name is the one that was expected, or the capture would not have been accepted. */
function noteSerial({ task, report }: Attempt, serial: string | null): void {
  const known = task.device.serial;
  if (serial === null || known === null || serial === known) return;
  report.log('warn', `another chassis: serial number ${serial}, was ${known}`);
}

function verdictOnText({ task }: Attempt, session: CaptureReport): CaptureVerdict {
  if (session.kind === 'failed') return { kind: 'fail', reason: session.error };
  return checkCapture({ device: task.device.name, ...session.capture }, task.device);
}

/** A text that is in git already was taken once, if need be by an operator: it is no worse now. */
function finalVerdict(
  attempt: Attempt,
  onText: CaptureVerdict,
  { processed, head }: { processed: ProcessedCapture; head: DeviceHead | null },
): CaptureVerdict {
  if (onText.kind !== 'fail' && processed.hash === attempt.task.known.hash) return { kind: 'accept' };
  return onText.kind === 'accept' ? verdictOnSize(attempt, processed, head) : onText;
}

function verdictOnSize(
  { task }: Attempt,
  processed: ProcessedCapture,
  head: DeviceHead | null,
): CaptureVerdict {
  const knownBytes = head?.bytes ?? task.known.bytes;
  return checkShrink(task.device.name, { bytes: processed.bytes, knownBytes }, task.limits.shrinkShare);
}

/** Only values that are re-encrypted at each read make the sealed original newer than the one in git. */
function latestSealedOf({ sealed, redaction }: ProcessedCapture): string | null {
  return sealed !== null && redaction.opaqueCount > 0 ? Buffer.from(sealed).toString('base64') : null;
}

/** To whom originals are sealed here, as `recipientsDigest` names it; null when none are kept. */
function recipientsOf({ config }: Executor): string | null {
  return recipientsDigest(config.secrets.recipients);
}

/** Whether git keeps no original for those who are to open it: then the same configuration is published again. */
function needsSeal(executor: Executor, { task }: Attempt): boolean {
  const wanted = recipientsOf(executor);
  return wanted !== null && wanted !== task.known.sealedTo;
}

async function settleUnchanged(executor: Executor, attempt: Attempt): Promise<AttemptResult> {
  attempt.report.log('info', 'the configuration has not changed');
  await publishResult(openOutbox(executor, attempt), attempt.report.toResult('unchanged'));
  executor.counters.unchanged++;
  return 'settled';
}

type Session = CaptureReport & { readonly kind: 'captured' };

/** The order is the guarantee: whoever finds the snapshot finds its chunks, and the recorder knows that it comes. */
async function settleSnapshot(
  executor: Executor,
  attempt: Attempt,
  { processed, session, previous }: { processed: ProcessedCapture; session: Session; previous: StoredHead },
): Promise<AttemptResult> {
  const { task, report, traceparent } = attempt;
  const { fence, capture } = identify(attempt);
  const beganAt = nowMs();
  const outbox = openOutbox(executor, attempt);
  const packed = contentOf(processed.content);
  const content = await publishContent(outbox, { device: task.device.name, capture }, packed);
  report.found.capture = capture;
  report.log('info', `captured ${processed.lines} lines, ${describeDiff(processed)}`);
  for (const { level, message } of describeRedaction(processed.redaction)) report.log(level, message);
  await publishResult(outbox, report.toResult('captured'));
  const { platform } = session.capture;
  const sealedTo = processed.sealed === null ? null : recipientsOf(executor);
  const made = {
    capture,
    fence,
    capturedAt: session.startedAt,
    content,
    platform: platform.name,
    sealedTo,
    traceparent,
  };
  await publishSnapshot(outbox, buildSnapshot(task, processed, made));
  addSpan({ name: 'store in outbox', kind: 'producer', parent: traceparent, startMs: beganAt });
  const head = { fence, capture, hash: processed.hash, bytes: processed.bytes, packed: processed.packedText };
  await writeHead(executor.stores.head, task.device.name, head, { previous, maxBytes: outbox.maxPayload });
  executor.counters.changed++;
  return 'settled';
}

/** A cut capture may be whole at the next attempt; what another session cannot mend is set apart at once. */
async function settleQuarantine(
  executor: Executor,
  attempt: Attempt,
  found: { processed: ProcessedCapture; session: Session; verdict: CaptureVerdict & { kind: 'quarantine' } },
): Promise<AttemptResult> {
  const { task, report, number } = attempt;
  const { reason } = found.verdict;
  if (reason.retryable && number < task.maxAttempts) throw reason;
  report.found.capture = identify(attempt).capture;
  report.found.quarantine = quarantineOf(found.processed, reason, {
    capturedAt: found.session.startedAt,
    sealedTo: recipientsOf(executor),
  });
  report.log('error', `quarantined: ${reason.message}`);
  await publishResult(openOutbox(executor, attempt), report.toResult('quarantined', reason.toJSON()));
  executor.counters.quarantined++;
  return 'settled';
}

function identify({ task, report }: Attempt): { fence: string; capture: string } {
  const { fence } = report.found;
  if (fence === null || fence === undefined) throw new Error('a capture needs a fence');
  return { fence, capture: captureId(task.id, fence) };
}

function contentOf(content: Uint8Array | null): Buffer {
  if (content === null) throw new Error('a snapshot needs its content');
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

function describeDiff({ diff }: ProcessedCapture): string {
  return diff.base === null ? 'nothing to compare with' : `+${diff.added} -${diff.removed}`;
}
