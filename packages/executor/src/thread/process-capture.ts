import { type ErrorRecord, NetravenError, toErrorRecord } from '@netraven/common';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { CaptureInput, ProcessedCapture } from './capture-input.ts';
import { toStorable } from './to-storable.ts';

/** What crosses back from the thread: errors as records, since an `Error` would lose its code on the way. */
export type ThreadResult =
  | { readonly ok: true; readonly value: ProcessedCapture }
  | { readonly ok: false; readonly error: ErrorRecord };

/** Entry of the thread; never throws. Contents move to the caller, they are not copied. */
export default async function processCapture(input: CaptureInput): Promise<object> {
  const result = await attempt(input);
  const buffers = result.ok ? ownedBuffers(result.value) : [];
  return buffers.length === 0 ? result : move({ [transferableSymbol]: buffers, [valueSymbol]: result });
}

async function attempt(input: CaptureInput): Promise<ThreadResult> {
  try {
    return { ok: true, value: await toStorable(input) };
  } catch (thrown) {
    return { ok: false, error: toErrorRecord(toNetravenError(thrown, input.device)) };
  }
}

/** Buffers that belong to one content alone; a slice of Node's shared pool must not leave with it. */
function ownedBuffers({ content, packedText, sealed }: ProcessedCapture): ArrayBuffer[] {
  const parts = [content, packedText, sealed].filter((part) => part !== null);
  const owned = parts.filter((part) => part.byteLength === part.buffer.byteLength);
  return owned.map((part) => part.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

/** The message of a defect could quote the text that was worked on, so only its name gets out. */
function toNetravenError(thrown: unknown, device: string): NetravenError {
  if (thrown instanceof NetravenError) return thrown;
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return new NetravenError(
    'NETRAVEN_REDACT_FAILED',
    `${device}: the capture could not be processed (${name})`,
  );
}
