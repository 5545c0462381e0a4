import { type ErrorCode, NetravenError } from '@netraven/common';
import { countLines } from '@netraven/common/diff';
import type { Facts } from '@netraven/common/message';
import { type Platform, regexOf } from '@netraven/common/platform';

/** Lines at the end among which the end marker must stand. */
const END_LINES = 6;

export type CaptureVerdict =
  | { readonly kind: 'accept' }
  /** There is a text, but it must not replace the last good one until an operator says so. */
  | { readonly kind: 'quarantine'; readonly reason: NetravenError }
  /** There is nothing to store. */
  | { readonly kind: 'fail'; readonly reason: NetravenError };

export interface CheckedCapture {
  readonly device: string;
  readonly platform: Platform;
  readonly text: string;
  readonly facts: Facts;
}

/** What is known of the device from before; null where nothing is. */
export interface KnownDevice {
  readonly serial: string | null;
  readonly hostname: string | null;
}

const accept: CaptureVerdict = { kind: 'accept' };
const quarantine = (code: ErrorCode, message: string): CaptureVerdict => ({
  kind: 'quarantine',
  reason: new NetravenError(code, message),
});
const fail = (code: ErrorCode, message: string): CaptureVerdict => ({
  kind: 'fail',
  reason: new NetravenError(code, message),
});

/** Whether a capture is a whole configuration of the device that was meant. */
export function checkCapture(capture: CheckedCapture, known: KnownDevice): CaptureVerdict {
  const checks = [checkEmpty, checkEnd, (checked: CheckedCapture) => checkIdentity(checked, known)];
  for (const check of checks) {
    const verdict = check(capture);
    if (verdict.kind !== 'accept') return verdict;
  }
  return accept;
}

function checkEmpty({ device, platform, text }: CheckedCapture): CaptureVerdict {
  const lines = countLines(text);
  const { minLines } = platform.configuration;
  if (lines === 0)
    return fail('NETRAVEN_CAPTURE_EMPTY', `${device}: the configuration command printed nothing`);
  if (lines >= minLines) return accept;
  return quarantine(
    'NETRAVEN_CAPTURE_TRUNCATED',
    `${device}: ${lines} lines, at least ${minLines} make a configuration`,
  );
}

function checkEnd({ device, platform, text }: CheckedCapture): CaptureVerdict {
  const { endMarker } = platform.configuration;
  if (endMarker === undefined) return accept;
  const marker = regexOf(endMarker);
  const last = text.trimEnd().slice(-4096).split('\n').slice(-END_LINES);
  if (last.some((line) => marker.test(line))) return accept;
  return quarantine('NETRAVEN_CAPTURE_TRUNCATED', `${device}: the configuration ends without ${endMarker}`);
}

/**
 * Another serial number under the same host name is a replaced chassis, another host name with the same serial number
 * a renamed device; both are the device. Otherwise a difference means another one.
 */
function checkIdentity({ device, facts }: CheckedCapture, known: KnownDevice): CaptureVerdict {
  const serial = compare(known.serial, facts.serial);
  const hostname = compare(known.hostname, facts.hostname);
  if (serial === 'same' || (serial !== 'other' && hostname !== 'other') || hostname === 'same') return accept;
  const differences = [
    serial === 'other' ? `serial number ${facts.serial}, expected ${known.serial}` : undefined,
    hostname === 'other' ? `host name ${facts.hostname}, expected ${known.hostname}` : undefined,
  ].filter((difference) => difference !== undefined);
  return quarantine('NETRAVEN_CAPTURE_OTHER_DEVICE', `${device}: ${differences.join(', ')}`);
}

function compare(known: string | null, found: string | null): 'same' | 'other' | 'unknown' {
  if (known === null || found === null) return 'unknown';
  return known === found ? 'same' : 'other';
}

/**
 * Whether a configuration shrank beyond the limit.
 * @param sizes bytes of this one and of the last good one, both redacted; null when there is none
 * @param shrinkShare least share of the last good one that is accepted; 0 accepts any
 */
export function checkShrink(
  device: string,
  sizes: { readonly bytes: number; readonly knownBytes: number | null },
  shrinkShare: number,
): CaptureVerdict {
  const { bytes, knownBytes } = sizes;
  if (knownBytes === null || bytes >= knownBytes * shrinkShare) return accept;
  const least = Math.ceil(knownBytes * shrinkShare);
  return quarantine(
    'NETRAVEN_CAPTURE_SHRUNK',
    `${device}: ${bytes} bytes, expected at least ${least} of the last ${knownBytes}`,
  );
}
