import { printable } from '@netraven/common';
import { paint, type Style } from './style.ts';

/** Named values below each other; those that are undefined are left out. */
export function fieldsText(
  fields: readonly (readonly [name: string, value: string | number | null | undefined])[],
  style: Style,
): string {
  const shown = fields.filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => {
      const label = paint(style, 'dim', name.padEnd(width));
      return `${label}  ${value === null || value === '' ? '-' : printable(String(value))}\n`;
    })
    .join('');
}
