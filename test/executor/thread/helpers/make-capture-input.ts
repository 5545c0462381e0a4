import { zstdCompressSync } from 'node:zlib';
import { sha256 } from '@netraven/common/message';
import { defaultTranscriptOptions } from '../../../../packages/executor/src/redaction/redact-transcript.ts';
import type { CaptureInput, Head } from '../../../../packages/executor/src/thread/capture-input.ts';
import { testKey } from '../../redaction/helpers/redact.ts';

/** An input for the thread that works, with what a test cares for in its place. */
export function makeCaptureInput(text: string, overrides: Partial<CaptureInput> = {}): CaptureInput {
  return {
    text: new TextEncoder().encode(text),
    device: 'r1',
    rules: '[]',
    volatile: [],
    credentials: [],
    key: testKey,
    recipients: [],
    head: null,
    contentsAlways: false,
    transcript: null,
    transcriptOptions: defaultTranscriptOptions,
    ...overrides,
  };
}

/** A head as the site keeps it. */
export function makeHead(text: string): Head {
  return { hash: sha256(text), packed: zstdCompressSync(text) };
}
