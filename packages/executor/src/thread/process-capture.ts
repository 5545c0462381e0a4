import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type ErrorRecord, NetravenError, toErrorRecord } from '@netraven/common';
import { diffLines } from '@netraven/common/diff';
import { packContent, sha256 } from '@netraven/common/message';
import { classifyChange } from '../diff/classify-change.ts';
import { compileRules } from '../redaction/compile-rules.ts';
import { redactText } from '../redaction/redact-text.ts';
import { sealText } from '../seal/seal-text.ts';
import type { CaptureInput, ProcessedCapture } from './capture-input.ts';

export type ThreadResult =
  | { readonly ok: true; readonly value: ProcessedCapture }
  | { readonly ok: false; readonly error: ErrorRecord };

/** Entry of the thread. Errors come back as records: across threads an `Error` loses its code. */
export default async function processCapture(input: CaptureInput): Promise<ThreadResult> {
  try {
    return { ok: true, value: await toStorable(input) };
  } catch (thrown) {
    // The message of a defect could quote the text it was working on.
    const error =
      thrown instanceof NetravenError
        ? thrown
        : new NetravenError('NETRAVEN_REDACT_FAILED', `${input.device}: ${(thrown as Error).name}`);
    return { ok: false, error: toErrorRecord(error) };
  }
}

async function toStorable(input: CaptureInput): Promise<ProcessedCapture> {
  const full = Buffer.from(input.text.buffer, input.text.byteOffset, input.text.length).toString('utf8');
  const redaction = redactText(full, compileRules(input.secrets), input.key);
  const hash = sha256(redaction.text);
  const isUnchanged = input.head?.hash === hash;
  const previous =
    input.head && !isUnchanged ? zstdDecompressSync(input.head.packed).toString('utf8') : redaction.text;
  const diff = diffLines(input.head ? previous : '', redaction.text);
  const wanted = !isUnchanged || input.contentsAlways;
  const sealed = wanted || redaction.opaqueCount > 0 ? await sealText(input.text, input.recipients) : null;
  const bytes = Buffer.byteLength(redaction.text);
  return {
    hash,
    bytes,
    lines: redaction.text.split('\n').length - 1,
    isUnchanged,
    change: isUnchanged ? null : input.head ? classifyChange(previous, redaction.text) : 'significant',
    diff: { base: input.head?.hash ?? null, added: diff.added, removed: diff.removed },
    content: wanted ? packContent({ text: redaction.text, sealed }) : null,
    packedText: wanted
      ? zstdCompressSync(redaction.text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })
      : null,
    sealed,
    connectionLog: null,
    redaction: { counts: redaction.counts, opaqueCount: redaction.opaqueCount, leakCount: 0, weakCount: 0 },
  };
}
