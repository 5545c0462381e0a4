import { printable } from '@netraven/common';
import type { ApiOutput } from '@netraven/common/api';
import { paint, type Style, type Tone } from './style.ts';

/** A unified diff, coloured as git does where there are colours. */
export function diffText({ diff, truncated, from }: ApiOutput<'config.diff'>, style: Style): string {
  if (from === null) return 'the first version: there is nothing to compare it with\n';
  if (diff === '') return 'no difference\n';
  const text = diff.endsWith('\n') ? diff : `${diff}\n`;
  return colourDiff(text, style) + (truncated ? '… cut: the diff is larger than what is stored\n' : '');
}

/** The lines of a diff in their colours; without colours the same bytes. */
export function colourDiff(diff: string, style: Style): string {
  if (!style.hasColour) return diff;
  return diff
    .split('\n')
    .map((line) => {
      const tone = toneOfLine(line);
      return tone === undefined ? printable(line) : paint(style, tone, printable(line));
    })
    .join('\n');
}

function toneOfLine(line: string): Tone | undefined {
  if (line.startsWith('+++') || line.startsWith('---')) return 'strong';
  if (line.startsWith('@@')) return 'place';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : undefined;
}
