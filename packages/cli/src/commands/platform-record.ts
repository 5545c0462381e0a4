import { NetravenError } from '@netraven/common';
import { deviceNameSchema } from '@netraven/common/message';
import { findPlatform } from '@netraven/common/platform';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { addOperatorPlatforms } from '../instance/add-operator-platforms.ts';
import { exitCodes } from '../output/exit-code.ts';
import { trialText } from '../output/trial-text.ts';
import { tryDevice } from '../trial/try-device.ts';

export const platformRecord = defineCommand({
  name: 'platform record',
  impact: 'reads',
  summary: 'Record one session with a device as a transcript that can be replayed',
  details: [
    'Exact bytes, pauses and what was typed, with a placeholder of the same length in place of each secret: for a bug',
    'report, or for a test (see transcripts.md). Names and addresses stay in it. It runs where "platform check --device"',
    'does, and stores nothing else. A session that fails, or whose configuration would be set apart, is recorded as well:',
    'to the file, with an exit code of 1.',
  ].join(' '),
  examples: ['netraven platform record core-1 -o core-1.yaml'],
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  options: [
    { flags: '--platform <platform>', description: 'take the device for another one than in the inventory' },
    {
      flags: '-o, --output <file>',
      description: 'write it there, readable by you alone',
      default: 'standard output',
    },
  ],
  input: z.object({
    device: deviceNameSchema,
    platform: z.string().optional(),
    output: z.string().min(1, 'must not be empty').optional(),
  }),
  run: async (context, { device, platform, output }) => {
    await addOperatorPlatforms(context);
    if (platform !== undefined && findPlatform(platform) === undefined) {
      throw new NetravenError('NETRAVEN_NOT_FOUND', `no such platform: ${platform}`, {
        hint: 'See "netraven platform list".',
      });
    }
    const wanted = { device, platform, record: output };
    const { transcript, text: _, ...trial } = await tryDevice(context, wanted);
    if (!context.isJson) context.terminal.stderr.write(trialText(trial, context.terminal.errorStyle));
    if (transcript === null) {
      throw new NetravenError(
        'NETRAVEN_REDACT_LEAK',
        `${device}: a credential stands in the recorded session`,
      );
    }
    return { ...trial, output: output ?? null, transcript };
  },
  print: ({ output, transcript }) => (output === null ? transcript : `${output} written\n`),
  exitCode: ({ reason }) => (reason === null ? exitCodes.done : exitCodes.someFailed),
});
