import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const configShow = defineCommand({
  name: 'config show',
  impact: 'reads',
  summary: 'The stored configuration of a device, byte for byte and nothing else',
  examples: [
    'netraven config show core-1',
    'netraven config show core-1 --at 2026-11-01',
    'netraven config show core-1 --at ~1',
  ],
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  options: [
    {
      flags: '--at <revision>',
      description: 'a commit, ~N for N versions ago, or a date',
      default: 'newest',
    },
  ],
  input: z.object({ device: deviceNameSchema, at: z.string().optional() }),
  run: async (context, { device, at }) => (await context.api()).readConfig(device, at),
  print: ({ text }) => text,
});
