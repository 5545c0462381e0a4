import { NetravenError } from '@netraven/common';
import { scheduleNameSchema } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const scheduleRemove = defineCommand({
  name: 'schedule remove',
  impact: 'writes',
  summary: 'Remove a schedule; its jobs stay',
  arguments: [{ name: '<name>', description: 'see "netraven schedule list"' }],
  input: z.object({ name: scheduleNameSchema }),
  run: async (context, { name }) => {
    const { removed } = await (await context.api()).call('schedule.remove', { name });
    if (!removed) throw new NetravenError('NETRAVEN_NOT_FOUND', `no such schedule: ${name}`);
    return { schedule: name, removed };
  },
  print: ({ schedule }) => `${schedule} removed\n`,
});
