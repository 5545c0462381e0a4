import { createHmac, createSecretKey } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { NetravenError } from '@netraven/common';
import { countLines, diffLines } from '@netraven/common/diff';
import { type ChangeClass, packContent, sha256 } from '@netraven/common/message';
import { cleanVolatile } from '../capture/clean-volatile.ts';
import { classifyChange } from '../diff/classify-change.ts';
import { compileWritten } from '../redaction/compile-rules.ts';
import { hasLeak, replaceLeaks } from '../redaction/find-leaks.ts';
import { openFingerprinter } from '../redaction/fingerprint.ts';
import { redactText } from '../redaction/redact-text.ts';
import { redactTranscript } from '../redaction/redact-transcript.ts';
import { sealText } from '../seal/seal-text.ts';
import type { CaptureInput, Head, ProcessedCapture, RedactionFacts } from './capture-input.ts';

/** The configuration as it may be stored. */
interface Stored {
  readonly text: string;
  readonly facts: RedactionFacts;
  /** In memory only. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Takes a capture through its stages: without what is volatile, without secrets, checked for leaks, compared with the
 * head, classed, sealed, packed.
 * @throws NETRAVEN_REDACT_LEAK when a credential still stands; NETRAVEN_CONFIG_INVALID for a bad recipient
 */
export async function toStorable(input: CaptureInput): Promise<ProcessedCapture> {
  const full = Buffer.from(input.text.buffer, input.text.byteOffset, input.text.byteLength).toString('utf8');
  const stored = toStoredText(full, input);
  const connectionLog = input.transcript === null ? null : toConnectionLog(input, stored.values);
  const hash = sha256(stored.text);
  const isUnchanged = input.head?.hash === hash;
  const hasContents = full !== '' && (!isUnchanged || input.contentsAlways);
  const needsSeal = hasContents || (full !== '' && stored.facts.opaqueCount > 0);
  const sealed = needsSeal ? await sealText(input.text, input.recipients) : null;
  return {
    hash,
    bytes: Buffer.byteLength(stored.text),
    lines: countLines(stored.text),
    isUnchanged,
    ...compare(stored.text, isUnchanged || full === '' ? null : input.head, { input, isUnchanged }),
    content: hasContents ? packContent({ text: stored.text, sealed }) : null,
    packedText: hasContents ? zstdCompressSync(stored.text) : null,
    sealed,
    connectionLog,
    redaction: stored.facts,
  };
}

function toStoredText(full: string, input: CaptureInput): Stored {
  const stored = redactAll(full, input);
  refuseLeak(stored.text, input);
  return stored;
}

function redactAll(full: string, input: CaptureInput): Stored {
  const redaction = redactText(
    cleanVolatile(full, input),
    compileWritten(input.rules),
    input.key,
    input.device,
  );
  const leaks = replaceKnown(redaction.text, redaction.values, input);
  return {
    text: leaks.text,
    values: redaction.values,
    facts: {
      counts: redaction.counts,
      opaqueCount: redaction.opaqueCount,
      leakCount: leaks.leakCount,
      weakCount: leaks.weakCount,
      weak: redaction.weak,
    },
  };
}

function replaceKnown(text: string, values: ReadonlyMap<string, string>, input: CaptureInput) {
  const prints = openFingerprinter(input.key, input.device);
  return replaceLeaks(text, { values, credentials: input.credentials, fingerprintOf: prints.of });
}

function refuseLeak(text: string, { credentials, device }: CaptureInput): void {
  if (!hasLeak(text, credentials)) return;
  throw new NetravenError(
    'NETRAVEN_REDACT_LEAK',
    `${device}: a credential of the device stands in its output`,
  );
}

function toConnectionLog(input: CaptureInput, values: ReadonlyMap<string, string>): string | null {
  if (input.transcript === null) return null;
  const redact = (text: string) => {
    const redaction = redactText(text, compileWritten(input.rules), input.key, input.device);
    return replaceKnown(redaction.text, new Map([...values, ...redaction.values]), input).text;
  };
  const secret = createSecretKey(input.key.secret);
  const digest = (text: string) =>
    `hmac-sha256 ${input.key.id}-${createHmac('sha256', secret).update(text).digest('hex')}`;
  const redactKnown = (text: string) => replaceKnown(text, values, input).text;
  const tools = { redact, redactKnown, digest };
  const log = redactTranscript(input.transcript, tools, input.transcriptOptions);
  refuseLeak(log, input);
  return log;
}

interface Comparison {
  readonly change: ChangeClass | null;
  readonly diff: ProcessedCapture['diff'];
}

function compare(
  text: string,
  head: Head | null,
  { input, isUnchanged }: { input: CaptureInput; isUnchanged: boolean },
): Comparison {
  if (isUnchanged) return { change: null, diff: { base: input.head?.hash ?? null, added: 0, removed: 0 } };
  if (head === null)
    return { change: 'significant', diff: { base: null, added: countLines(text), removed: 0 } };
  const previous = zstdDecompressSync(head.packed).toString('utf8');
  const { added, removed } = diffLines(previous, text);
  const renew = (old: string) => redactAll(old, input).text;
  return { change: classifyChange(previous, text, { renew }), diff: { base: head.hash, added, removed } };
}
