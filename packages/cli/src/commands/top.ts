import { SECOND } from '@netraven/common';
import type { Overview } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { flag, wholeNumber } from '../command/input-fields.ts';
import { overviewText } from '../output/overview-text.ts';
import { loadOverview } from '../top/load-overview.ts';
import { watchOverview } from '../top/watch-overview.ts';

const EVERY_SECONDS = 2;

export const top = defineCommand({
  name: 'top',
  impact: 'reads',
  summary: 'What runs right now: sites, executors, queues, throughput, last failures',
  details: [
    'On a terminal it goes on until q, Escape or Ctrl-C; with --once, with --json, or where standard output is no terminal,',
    'it prints the picture once. Throughput is that of the last minute; the counts of an executor began with it.',
  ].join(' '),
  examples: ['netraven top', 'netraven top --once', "netraven top --json | jq '.queues'"],
  options: [
    { flags: '--once', description: 'print it once' },
    {
      flags: '--every <seconds>',
      description: 'seconds between two looks, 1 to 3600',
      default: `${EVERY_SECONDS}`,
    },
  ],
  input: z.object({ once: flag, every: wholeNumber(1, 3600).optional() }),
  run: async function* (context, { once, every = EVERY_SECONDS }): AsyncGenerator<Overview> {
    const { terminal, isJson } = context;
    const api = await context.api();
    if (once || isJson || !terminal.isInteractive) yield await loadOverview(api);
    else await watchOverview(api, { terminal, everyMs: every * SECOND, signal: context.interrupted() });
  },
  print: overviewText,
});
