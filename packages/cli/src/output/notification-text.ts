import { printable } from '@netraven/common';
import type { NotificationTarget } from '@netraven/common/api';
import { count, formatRelative } from './format.ts';
import { paint, type Style, type Tone } from './style.ts';
import { type Cell, formatTable } from './table.ts';

const tones: Readonly<Record<NotificationTarget['state'], Tone>> = {
  idle: 'good',
  sending: 'dim',
  failing: 'warn',
  'given-up': 'bad',
};

export function notificationListText(
  targets: readonly NotificationTarget[],
  now: Date,
  style: Style,
): string {
  if (targets.length === 0) {
    return 'no targets: name them under "notifications" in netraven.yaml of the dispatchers\n';
  }
  const rows = targets.map((target): Cell[] => [
    target.name,
    `${target.transport} ${target.address}`,
    target.isConfigured ? { text: target.state, tone: tones[target.state] } : 'not configured',
    target.digestSeconds === 0 ? 'at once' : `every ${target.digestSeconds / 60} min`,
    String(target.waiting),
    target.lastSentAt === null ? null : formatRelative(target.lastSentAt, now),
    String(target.sent),
    String(target.givenUp),
  ]);
  const head = ['name', 'to', 'state', 'digest', 'waiting', 'last sent', 'sent', 'given up'];
  const failures = targets
    .filter(({ lastError }) => lastError !== null)
    .map(({ name, lastError }) => `${name}: ${paint(style, 'warn', printable(lastError ?? ''))}\n`);
  return `${formatTable(head, rows, style)}${count(targets.length, 'target')}\n${failures.join('')}`;
}

export interface TestedTarget {
  readonly name: string;
  readonly address: string;
  readonly ms: number;
  readonly answer: string;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

export function notificationTestText(
  { name, address, ms, answer, error }: TestedTarget,
  style: Style,
): string {
  if (!error)
    return `${paint(style, 'good', 'sent')} to ${name} (${printable(address)}) in ${ms} ms: ${printable(answer)}\n`;
  return [
    `${paint(style, 'bad', 'not sent')} to ${name} after ${ms} ms\n`,
    `${error.code}: ${printable(error.message)}\n`,
    `${printable(error.hint)}\n`,
  ].join('');
}
