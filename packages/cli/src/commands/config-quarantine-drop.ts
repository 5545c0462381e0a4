import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const configQuarantineDrop = defineCommand({
  name: 'config quarantine drop',
  impact: 'writes',
  summary: 'Refuse a capture for good; the last good configuration stays',
  arguments: [{ name: '<capture>', description: 'its id in the list, or its capture id' }],
  input: z.object({ capture: z.string() }),
  run: async (context, { capture }) => (await context.api()).call('quarantine.drop', { capture }),
  print: ({ device }) => `${device}: the capture is dropped, the last good configuration stays\n`,
});
