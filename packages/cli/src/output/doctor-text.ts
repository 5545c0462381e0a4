import type { Check } from '../doctor/check.ts';
import type { Examination } from '../doctor/examine.ts';
import { count } from './format.ts';
import { printable } from './printable.ts';
import { paint, type Style } from './style.ts';

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;
const tones = { ok: 'good', warn: 'warn', fail: 'bad' } as const;

/** A line for each check, with what to do below those that are not in order. */
export function doctorText({ checks }: Examination, style: Style): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map((check) => checkText(check, width, style));
  const failed = checks.filter(({ state }) => state === 'fail').length;
  const warned = checks.filter(({ state }) => state === 'warn').length;
  const verdict =
    failed > 0
      ? `${count(failed, 'check')} failed`
      : warned > 0
        ? `healthy, ${count(warned, 'warning')}`
        : 'healthy';
  return `${lines.join('')}${paint(style, failed > 0 ? 'bad' : warned > 0 ? 'warn' : 'good', verdict)}\n`;
}

function checkText({ name, state, found, remedy }: Check, width: number, style: Style): string {
  const line = `${paint(style, tones[state], marks[state])}  ${name.padEnd(width)}  ${printable(found)}\n`;
  const indent = ' '.repeat(marks.ok.length + 2 + width + 2);
  return remedy === '' ? line : `${line}${indent}${paint(style, 'dim', '→')} ${printable(remedy)}\n`;
}
