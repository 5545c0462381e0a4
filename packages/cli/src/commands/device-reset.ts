import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { count } from '../output/format.ts';

export const deviceReset = defineCommand({
  name: 'device reset',
  impact: 'writes',
  summary: 'Try a device again that was left alone because it failed too often in a row',
  details:
    'Forgets the failures, so that the next task of the device is tried. An urgent backup of the device alone is tried without it.',
  examples: ['netraven device reset core-1', 'netraven backup core-1 --urgent'],
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  input: z.object({ device: deviceNameSchema }),
  run: async (context, { device }) => ({
    device,
    ...(await (await context.api()).call('device.reset', { name: device })),
  }),
  print: ({ device, wasOpen, failures }) =>
    failures === 0
      ? `${device}: nothing to reset\n`
      : `${device}: ${count(failures, 'failure')} in a row forgotten${wasOpen ? ', the circuit is closed' : ''}\n`,
});
