import type { ErrorRecord } from '@netraven/common';
import { printable } from '@netraven/common';
import { paint, type Style } from './style.ts';

/** An error as an operator reads it: what happened, what to do, and the code to look up. */
export function errorText(error: ErrorRecord, style: Style): string {
  return [
    `${paint(style, 'bad', 'error:')} ${printable(error.message)}`,
    `${paint(style, 'dim', 'hint: ')} ${printable(error.hint)}`,
    `${paint(style, 'dim', `code:  ${error.code}`)}`,
    '',
  ].join('\n');
}

/** The same for programs: one line of JSON. */
export function errorJson(error: ErrorRecord): string {
  return `${JSON.stringify({ error })}\n`;
}
