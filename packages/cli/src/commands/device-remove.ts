import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { deviceNames } from '../command/input-fields.ts';
import { refuseUnknownNames } from '../instance/refuse-unknown-names.ts';
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
    await refuseUnknownNames(api, { devices: unknownDevices }, 'Nothing was removed.');
    return api.call('device.remove', { names: device });
  },
  print: ({ removed }) => `${count(removed, 'device')} removed\n`,
});
