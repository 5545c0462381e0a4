import { NetravenError } from '@netraven/common';
import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { listOf, wholeNumber } from '../command/input-fields.ts';

export const deviceAdd = defineCommand({
  name: 'device add',
  impact: 'writes',
  summary: 'Add one device to the inventory',
  examples: ['netraven device add core-1 --host 192.0.2.1 --platform cisco_ios --tag core'],
  arguments: [{ name: '<name>', description: 'its name, in the inventory and in the repository' }],
  options: [
    { flags: '--host <host>', description: 'address or host name', default: 'its name' },
    { flags: '--port <port>', description: 'SSH port', default: '22' },
    { flags: '--platform <platform>', description: 'netmiko device_type, see "netraven platform list"' },
    { flags: '--site <site>', description: 'whose executors reach it', default: 'default' },
    { flags: '--tag <tag>', description: 'for selections and credentials', repeatable: true },
    { flags: '--algorithms <policy>', description: 'modern, or legacy for old SSH servers' },
    {
      flags: '--jump <device>',
      description: 'reached through this device, in order of travel',
      repeatable: true,
    },
    { flags: '--host-key-policy <policy>', description: 'trust-on-first-use, strict or ignore' },
  ],
  input: z.object({
    name: deviceNameSchema,
    host: z.string().optional(),
    port: wholeNumber(1, 65535).optional(),
    platform: z.string('is required'),
    site: z.string().optional(),
    tag: listOf(z.string()),
    algorithms: z.string().optional(),
    jump: listOf(z.string()),
    hostKeyPolicy: z.string().optional(),
  }),
  run: async (context, { name, host = name, tag, jump, ...rest }) => {
    const device = { name, host, tags: tag, jumps: jump, ...rest };
    const api = await context.api();
    const answer = await api.call('device.import', { devices: [device], update: false });
    const [error] = answer.errors;
    if (error)
      throw new NetravenError('NETRAVEN_IMPORT_INVALID', `device ${name}: ${error.reason}`, { hint });
    return { device: name, warnings: answer.warnings.map(({ reason }) => reason) };
  },
  print: ({ device, warnings }) =>
    [`${device} added\n`, ...warnings.map((text) => `warning: ${text}\n`)].join(''),
});

const hint = 'Correct the field; a device that exists is changed with "netraven device import".';
