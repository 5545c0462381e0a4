import { printable } from '@netraven/common';
import { type Notification, type NotifiedDevice, noticeKinds } from '@netraven/common/message';
import { summarise } from './summarise.ts';

export interface NotificationParts {
  readonly id: string;
  readonly target: string;
  readonly isTest: boolean;
  readonly madeAt: Date;
  readonly counts: Notification['counts'];
  /** What may be listed, the most important first. */
  readonly devices: readonly NotifiedDevice[];
  readonly maxBytes: number;
}

/** What the fields besides `devices` take. */
const HEAD_BYTES = 1000;

/**
 * The message to a target: lists as many devices as fit, first without their diffs and then not at all, and counts the
 * others. All its text can be shown: control characters have become their codes.
 */
export function buildNotification(parts: NotificationParts): Notification {
  const { id, target, isTest, madeAt, counts, maxBytes } = parts;
  const devices: NotifiedDevice[] = [];
  let left = maxBytes - HEAD_BYTES;
  for (const whole of parts.devices.map(toShown)) {
    const fitting = [whole, withoutDiff(whole)].find((one) => sizeOf(one) <= left);
    if (!fitting) break;
    devices.push(fitting);
    left -= sizeOf(fitting);
  }
  const total = noticeKinds.reduce((sum, kind) => sum + counts[kind], 0);
  return {
    v: 1,
    id,
    target,
    isTest,
    madeAt: madeAt.toISOString(),
    summary: `${isTest ? 'Test: ' : ''}${summarise(counts, devices)}`,
    counts,
    devices,
    omitted: total - devices.length,
  };
}

export function noCounts(): Notification['counts'] {
  return { changed: 0, failed: 0, recovered: 0, quarantined: 0, replaced: 0 };
}

/** In a message that is JSON, with the comma. */
function sizeOf(device: NotifiedDevice): number {
  return Buffer.byteLength(JSON.stringify(device)) + 1;
}

function withoutDiff(device: NotifiedDevice): NotifiedDevice {
  const { change } = device;
  if (!change) return device;
  const cutLines = change.diff.split('\n').length - 1;
  return { ...device, change: { ...change, diff: '', omittedLines: change.omittedLines + cutLines } };
}

function toShown(device: NotifiedDevice): NotifiedDevice {
  const { change, error, serial } = device;
  return {
    ...device,
    device: oneLine(device.device),
    site: oneLine(device.site),
    platform: oneLine(device.platform),
    change: change && { ...change, diff: printable(change.diff).toWellFormed() },
    error: error && { code: error.code, message: oneLine(error.message), hint: oneLine(error.hint) },
    serial: serial && { previous: oneLine(serial.previous), current: oneLine(serial.current) },
  };
}

/** What stands in a subject or a heading. */
function oneLine(text: string): string {
  return printable(text)
    .replace(/[\n\t\u2028\u2029]+/g, ' ')
    .toWellFormed()
    .slice(0, 1000);
}
