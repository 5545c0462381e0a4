import type { DeviceView } from '@netraven/common/api';
import { outcomeSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { deviceNames, filterFields, filterOptions, listOf, toSelection } from '../command/input-fields.ts';
import { deviceListText } from '../output/device-text.ts';

const PAGE = 1000;

export const deviceList = defineCommand({
  name: 'device list',
  impact: 'reads',
  summary: 'Devices of the inventory with their last outcome',
  details: 'Without a filter all of them, by name.',
  examples: [
    'netraven device list --tag core --site fra',
    'netraven device list --outcome failed',
    'netraven device list --json | jq .devices[].name',
  ],
  arguments: [{ name: '[device...]', description: 'only these' }],
  options: [
    ...filterOptions,
    {
      flags: '--outcome <outcome>',
      description: 'devices whose last outcome this is; never: not backed up yet',
      repeatable: true,
    },
  ],
  input: z.object({
    device: deviceNames,
    ...filterFields,
    outcome: listOf(z.enum([...outcomeSchema.options, 'never'])),
  }),
  run: async (context, input) => {
    const api = await context.api();
    const hasFilter = [input.device, input.tag, input.site, input.platform].some((list) => list.length > 0);
    const selection = toSelection({ ...input, all: !hasFilter });
    const devices: DeviceView[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: { devices: DeviceView[]; next: string | null } = await api.call('device.list', {
        ...selection,
        outcomes: input.outcome,
        after,
        limit: PAGE,
      });
      devices.push(...page.devices);
      after = page.next;
    }
    return { devices };
  },
  print: deviceListText,
});
