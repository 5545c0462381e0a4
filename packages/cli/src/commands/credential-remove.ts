import { NetravenError } from '@netraven/common';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const credentialRemove = defineCommand({
  name: 'credential remove',
  impact: 'writes',
  summary: 'Remove a credential',
  details: 'Tasks that are queued already still carry it, sealed.',
  arguments: [{ name: '<name>', description: 'see "netraven credential list"' }],
  input: z.object({ name: z.string() }),
  run: async (context, { name }) => {
    const { removed } = await (await context.api()).call('credential.remove', { name });
    if (!removed) {
      throw new NetravenError('NETRAVEN_NOT_FOUND', `credential ${name} does not exist`, {
        hint: 'See the names with "netraven credential list".',
      });
    }
    return { credential: name, removed };
  },
  print: ({ credential }) => `${credential} removed\n`,
});
