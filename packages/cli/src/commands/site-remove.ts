import { NetravenError } from '@netraven/common';
import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const siteRemove = defineCommand({
  name: 'site remove',
  impact: 'writes',
  summary: 'Remove a site that has no devices',
  arguments: [{ name: '<name>', description: 'see "netraven site list"' }],
  input: z.object({ name: siteNameSchema }),
  run: async (context, { name }) => {
    const { removed } = await (await context.api()).call('site.remove', { name });
    if (!removed) throw new NetravenError('NETRAVEN_NOT_FOUND', `no such site: ${name}`);
    return { site: name, removed };
  },
  print: ({ site }) => `${site} removed\n`,
});
