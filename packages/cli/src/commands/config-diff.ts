import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { diffText } from '../output/diff-text.ts';

export const configDiff = defineCommand({
  name: 'config diff',
  impact: 'reads',
  summary: 'What changed between two versions of a configuration, as a unified diff',
  details: [
    'Without revisions the newest version against the one before; with one, that version against the newest. A',
    'revision is a commit, ~N for N versions ago, or a date.',
  ].join(' '),
  examples: [
    'netraven config diff core-1',
    'netraven config diff core-1 2026-11-01',
    'netraven config diff core-1 ~3 ~1',
  ],
  arguments: [
    { name: '<device>', description: 'name in the inventory' },
    { name: '[from]', description: 'older revision' },
    { name: '[to]', description: 'newer revision' },
  ],
  input: z.object({ device: deviceNameSchema, from: z.string().optional(), to: z.string().optional() }),
  run: async (context, { device, from, to }) =>
    (await context.api()).call('config.diff', {
      device,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }),
  print: diffText,
});
