import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { formatTable } from '../output/table.ts';

export const credentialList = defineCommand({
  name: 'credential list',
  impact: 'reads',
  summary: 'Credentials in the order they are tried, without their secrets',
  input: z.object({}),
  run: async (context) => (await context.api()).call('credential.list', {}),
  print: ({ credentials }, style) => {
    if (credentials.length === 0) return 'no credentials\n';
    const rows = credentials.map((credential) => [
      credential.name,
      credential.username,
      credential.priority,
      credential.tags.join(' ') || 'every device',
      credential.sites.join(' '),
      credential.holds.join(' '),
    ]);
    return formatTable(['name', 'username', 'priority', 'tags', 'sites', 'holds'], rows, style);
  },
});
