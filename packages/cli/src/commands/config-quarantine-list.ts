import { quarantineStates } from '@netraven/common/api';
import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { wholeNumber } from '../command/input-fields.ts';
import { formatInstant } from '../output/format.ts';
import { type Cell, formatTable } from '../output/table.ts';
import { withoutDevice } from '../output/without-device.ts';

const states = [...quarantineStates, 'any'] as const;

export const configQuarantineList = defineCommand({
  name: 'config quarantine list',
  impact: 'reads',
  summary: 'Captures that were not accepted, newest first, each with its reason',
  options: [
    { flags: '--device <device>', description: 'only of this device' },
    { flags: '--state <state>', description: states.join(', '), default: 'open' },
    { flags: '--limit <number>', description: 'at most this many, up to 1000', default: '200' },
    { flags: '--before <id>', description: 'only those older than this one' },
  ],
  input: z.object({
    device: deviceNameSchema.optional(),
    state: z.enum(states, `must be one of ${states.join(', ')}`).optional(),
    limit: wholeNumber(1, 1000).optional(),
    before: wholeNumber(1, 2 ** 31 - 1).optional(),
  }),
  run: async (context, given) => (await context.api()).call('quarantine.list', given),
  print: ({ captures, next }, style) => {
    if (captures.length === 0) return 'nothing in quarantine\n';
    const rows = captures.map((one): Cell[] => [
      one.id,
      one.device,
      one.state,
      formatInstant(one.capturedAt),
      one.bytes,
      one.code,
      withoutDevice(one.message, one.device),
    ]);
    const more = next === null ? '' : `older ones: --before ${next}\n`;
    return formatTable(['id', 'device', 'state', 'captured', 'bytes', 'code', 'reason'], rows, style) + more;
  },
});
