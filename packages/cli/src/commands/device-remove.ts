import { NetravenError } from '@netraven/common';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { deviceNames } from '../command/input-fields.ts';
import { count } from '../output/format.ts';

export const deviceRemove = defineCommand({
  name: 'device remove',
  impact: 'writes',
  summary: 'Take devices out of the inventory; their history stays',
  details: 'When one of the names is unknown, nothing is removed.',
  examples: ['netraven device remove old-1 old-2'],
  arguments: [{ name: '<device...>', description: 'names in the inventory' }],
  input: z.object({ device: deviceNames }),
  run: async (context, { device }) => {
    const api = await context.api();
    const { unknownDevices } = await api.call('device.select', { devices: device });
    if (unknownDevices.length > 0) {
      throw new NetravenError('NETRAVEN_NOT_FOUND', `no such device: ${unknownDevices.join(', ')}`, {
        hint: 'Nothing was removed. See "netraven device list".',
      });
    }
    return api.call('device.remove', { names: device });
  },
  print: ({ removed }) => `${count(removed, 'device')} removed\n`,
});
