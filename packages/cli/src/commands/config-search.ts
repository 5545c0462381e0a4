import { printable } from '@netraven/common';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { flag, wholeNumber } from '../command/input-fields.ts';
import { paint } from '../output/style.ts';

export const configSearch = defineCommand({
  name: 'config search',
  impact: 'reads',
  summary: 'Lines of the current configurations that match, as device:line:text',
  examples: [
    'netraven config search "ntp server 192.0.2.1"',
    'netraven config search "^ip route .* 10\\." --regex',
  ],
  arguments: [{ name: '<pattern>', description: 'plain text, or a regular expression with --regex' }],
  options: [
    { flags: '--regex', description: 'the pattern is a regular expression' },
    { flags: '-i, --ignore-case', description: 'capital and small letters are the same' },
    { flags: '--limit <number>', description: 'at most this many lines, up to 5000', default: '500' },
  ],
  input: z.object({
    pattern: z.string(),
    regex: flag,
    ignoreCase: flag,
    limit: wholeNumber(1, 5000).optional(),
  }),
  run: async (context, { pattern, regex, ignoreCase, limit }) =>
    (await context.api()).call('config.search', {
      pattern,
      regex,
      ignoreCase,
      ...(limit === undefined ? {} : { limit }),
    }),
  print: ({ matches, truncated }, style) => {
    const lines = matches.map(
      ({ device, line, text }) =>
        `${paint(style, 'place', device)}:${paint(style, 'dim', String(line))}:${printable(text)}\n`,
    );
    return lines.join('') + (truncated ? '… there are more: raise --limit or narrow the pattern\n' : '');
  },
});
