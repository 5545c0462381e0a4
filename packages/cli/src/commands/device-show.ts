import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { deviceDetailText } from '../output/device-text.ts';

export const deviceShow = defineCommand({
  name: 'device show',
  impact: 'reads',
  summary: 'One device: how it is reached, what it is, how its last backup went',
  examples: ['netraven device show core-1'],
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  input: z.object({ device: deviceNameSchema }),
  run: async (context, { device }) => (await context.api()).call('device.show', { name: device }),
  print: deviceDetailText,
});
