import type { VersionView } from '@netraven/common/api';
import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { wholeNumber } from '../command/input-fields.ts';
import { formatInstant, shortCommit } from '../output/format.ts';
import { type Cell, formatTable } from '../output/table.ts';

export const configHistory = defineCommand({
  name: 'config history',
  impact: 'reads',
  summary: 'Versions of a configuration, newest first',
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  options: [
    { flags: '--limit <number>', description: 'at most this many, up to 1000', default: '50' },
    { flags: '--before <commit>', description: 'only versions older than this one' },
  ],
  input: z.object({
    device: deviceNameSchema,
    limit: wholeNumber(1, 1000).optional(),
    before: z.string().optional(),
  }),
  run: async (context, { device, limit, before }) =>
    (await context.api()).call('config.history', {
      device,
      ...(limit === undefined ? {} : { limit }),
      ...(before === undefined ? {} : { before }),
    }),
  print: ({ versions, next }, style) => {
    if (versions.length === 0) return 'no version yet\n';
    const rows = versions.map((version): Cell[] => [
      shortCommit(version.commit),
      formatInstant(version.capturedAt),
      linesOf(version),
      version.change,
      version.lines,
      version.job,
    ]);
    const more =
      next === null ? '' : `older ones: --before ${shortCommit(versions.at(-1)?.commit ?? null)}\n`;
    return formatTable(['commit', 'captured', 'changed', 'class', 'lines', 'job'], rows, style) + more;
  },
});

function linesOf({ added, removed }: VersionView): string {
  return `+${added} -${removed}`;
}
