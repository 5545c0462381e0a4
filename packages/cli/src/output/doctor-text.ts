import { printable } from '@netraven/common';
import type { Check } from '../doctor/check.ts';
import type { Examination } from '../doctor/examine.ts';
import type { Repair } from '../doctor/repair.ts';
import { count } from './format.ts';
import { paint, type Style } from './style.ts';

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;
const tones = { ok: 'good', warn: 'warn', fail: 'bad' } as const;

/** A line for each check, with what to do below those that are not in order. */
export function doctorText({ checks, repairs }: Examination, style: Style): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const mended = repairs.map((repair) => repairText(repair, width, style)).join('');
  const lines = checks.map((check) => checkText(check, width, style));
  const failed = checks.filter(({ state }) => state === 'fail').length;
  const warned = checks.filter(({ state }) => state === 'warn').length;
  const verdict =
    failed > 0
      ? `${count(failed, 'check')} failed`
      : warned > 0
        ? `healthy, ${count(warned, 'warning')}`
        : 'healthy';
  return `${mended}${lines.join('')}${paint(style, failed > 0 ? 'bad' : warned > 0 ? 'warn' : 'good', verdict)}\n`;
}

const repairMarks = { done: 'done', nothing: '-   ', failed: 'FAIL' } as const;
const repairTones = { done: 'good', nothing: 'dim', failed: 'bad' } as const;

function repairText({ name, state, what }: Repair, width: number, style: Style): string {
  return `${paint(style, repairTones[state], repairMarks[state])}  ${`repair ${name}`.padEnd(width)}  ${printable(what)}\n`;
}

function checkText({ name, state, found, remedy }: Check, width: number, style: Style): string {
  const line = `${paint(style, tones[state], marks[state])}  ${name.padEnd(width)}  ${printable(found)}\n`;
  const indent = ' '.repeat(marks.ok.length + 2 + width + 2);
  return remedy === '' ? line : `${line}${indent}${paint(style, 'dim', '→')} ${printable(remedy)}\n`;
}
