import { NetravenError } from '@netraven/common';
import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { flag, listOf, wholeNumber } from '../command/input-fields.ts';
import type { Api } from '../instance/open-api.ts';

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
    { flags: '--force', description: 'also with a platform that is not known here' },
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
    force: flag,
  }),
  run: async (context, { name, host = name, tag, jump, force, ...rest }) => {
    const device = { name, host, tags: tag, jumps: jump, ...rest };
    const api = await context.api();
    if (!force) {
      const [doubt] = (await importOne(api, device, true)).warnings;
      if (doubt)
        throw refused(name, doubt.reason, 'Correct it, or add the device all the same with --force.');
    }
    const answer = await importOne(api, device, false);
    return { device: name, warnings: answer.warnings.map(({ reason }) => reason) };
  },
  print: ({ device, warnings }) =>
    [`${device} added\n`, ...warnings.map((text) => `warning: ${text}\n`)].join(''),
});

/** @throws NETRAVEN_IMPORT_INVALID when the device is refused */
async function importOne(api: Api, device: { readonly name: string }, dryRun: boolean) {
  const answer = await api.call('device.import', { devices: [device], update: false, dryRun });
  const [error] = answer.errors;
  if (!error) return answer;
  const hint = 'Correct the field; a device that exists is changed with "netraven device import".';
  throw refused(device.name, error.reason, hint);
}

function refused(name: string, reason: string, hint: string): NetravenError {
  return new NetravenError('NETRAVEN_IMPORT_INVALID', `device ${name}: ${reason}`, { hint });
}
