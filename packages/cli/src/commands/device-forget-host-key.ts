import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { count } from '../output/format.ts';

export const deviceForgetHostKey = defineCommand({
  name: 'device forget-host-key',
  impact: 'writes',
  summary: 'Unpin the host keys of a device, after it was replaced on purpose',
  details: 'The next session pins the key it is shown, unless the policy of the device is strict.',
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  input: z.object({ device: deviceNameSchema }),
  run: async (context, { device }) => {
    const { removed } = await (await context.api()).call('device.forget-host-key', { name: device });
    return { device, removed };
  },
  print: ({ device, removed }) => `${device}: ${count(removed, 'host key')} forgotten\n`,
});
