import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { formatTable } from '../output/table.ts';

export const siteList = defineCommand({
  name: 'site list',
  impact: 'reads',
  summary: 'Sites with their public keys',
  input: z.object({}),
  run: async (context) => (await context.api()).call('site.list', {}),
  print: ({ sites }, style) => {
    if (sites.length === 0) return 'no sites\n';
    const rows = sites.map(({ name, devices, recipient }) => [name, devices, recipient ?? 'no key yet']);
    return formatTable(['name', 'devices', 'public key'], rows, style);
  },
});
