import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const configQuarantineAccept = defineCommand({
  name: 'config quarantine accept',
  impact: 'writes',
  summary: 'Take a capture for the configuration of its device after all',
  details: [
    'It is committed as of the time it was captured. Refused if a newer capture of the device was accepted meanwhile,',
    'or if somebody has dropped it.',
  ].join(' '),
  examples: ['netraven config quarantine accept 7'],
  arguments: [{ name: '<capture>', description: 'its id in the list, or its capture id' }],
  input: z.object({ capture: z.string() }),
  run: async (context, { capture }) => (await context.api()).call('quarantine.accept', { capture }),
  print: ({ device }) => `${device}: the capture is accepted and goes to the git-writer\n`,
});
