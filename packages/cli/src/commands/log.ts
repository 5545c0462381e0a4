import { MINUTE, NetravenError, pause, SECOND } from '@netraven/common';
import type { ApiOutput } from '@netraven/common/api';
import { deviceNameSchema, jobIdSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { flag, wholeNumber } from '../command/input-fields.ts';
import { logText } from '../output/log-text.ts';

const POLL_MS = SECOND;
const GIVE_UP_MS = 2 * MINUTE;

export const log = defineCommand({
  name: 'log',
  impact: 'reads',
  summary: 'What happened, line by line, or the transcript of a session',
  details: [
    'The job log in order of time; --follow goes on until Ctrl-C. --connection prints the newest transcript instead',
    '(--limit for more): what was sent and received, with secrets redacted.',
  ].join(' '),
  examples: [
    'netraven log --device core-1',
    'netraven log --follow',
    'netraven log --device core-1 --connection',
  ],
  options: [
    { flags: '--device <device>', description: 'only of this device' },
    { flags: '--job <job>', description: 'only of this job' },
    { flags: '--limit <number>', description: 'the last so many', default: '200 lines, 1 transcript' },
    { flags: '-f, --follow', description: 'go on with what happens from now on' },
    { flags: '--connection', description: 'redacted transcripts of sessions' },
  ],
  input: z
    .object({
      device: deviceNameSchema.optional(),
      job: jobIdSchema.optional(),
      limit: wholeNumber(1, 5000).optional(),
      follow: flag,
      connection: flag,
    })
    .refine(({ follow, connection }) => !(follow && connection), {
      path: ['connection'],
      message: 'cannot be followed',
    })
    .refine(({ connection, limit = 1 }) => !connection || limit <= 50, {
      path: ['limit'],
      message: 'must be 1 to 50 with --connection',
    }),
  run: async function* (context, { device, job, limit, follow, connection }): AsyncGenerator<LogPart> {
    const api = await context.api();
    const filter = { ...(device === undefined ? {} : { device }), ...(job === undefined ? {} : { job }) };
    const bound = limit === undefined ? {} : { limit };
    if (connection) {
      yield await api.call('log.connection', { ...filter, ...bound });
    } else {
      const first = await api.call('log.list', { ...filter, ...bound });
      // A job that is followed may be on its way to the dispatcher still.
      if (job !== undefined && !follow && first.lines.length === 0) await api.call('job.show', { id: job });
      yield first;
      if (follow) yield* followLog(context, filter, first.lines.at(-1)?.id ?? 0);
    }
  },
  print: logText,
});

export type LogPart = ApiOutput<'log.list'> | ApiOutput<'log.connection'>;

async function* followLog(
  context: CommandContext,
  filter: { readonly device?: string; readonly job?: string },
  from: number,
): AsyncGenerator<LogPart> {
  const api = await context.api();
  const signal = context.interrupted();
  let awaySince: number | undefined;
  for (let after = from; ; ) {
    await pause(POLL_MS, signal);
    if (signal.aborted) return;
    const part = await api.call('log.list', { ...filter, after, newest: false, limit: 1000 }).catch(ifAway);
    awaySince = part ? undefined : (awaySince ?? performance.now());
    if (awaySince !== undefined && performance.now() - awaySince > GIVE_UP_MS) {
      throw new NetravenError('NETRAVEN_API_UNREACHABLE', 'nobody answers any more');
    }
    after = part?.lines.at(-1)?.id ?? after;
    if (part && part.lines.length > 0) yield part;
  }
}

/** A dispatcher or broker that restarts is waited for. */
function ifAway(error: unknown): undefined {
  if (!(error instanceof NetravenError) || error.code !== 'NETRAVEN_API_UNREACHABLE') throw error;
}
