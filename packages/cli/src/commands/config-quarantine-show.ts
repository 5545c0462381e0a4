import { zstdDecompressSync } from 'node:zlib';
import { NetravenError } from '@netraven/common';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const configQuarantineShow = defineCommand({
  name: 'config quarantine show',
  impact: 'reads',
  summary: 'The redacted text of a capture that was not accepted, and nothing else',
  details: 'Why it was not is in the list, and with --json beside the text.',
  examples: ['netraven config quarantine show 7', 'netraven config quarantine show 7 | diff old.cfg -'],
  arguments: [{ name: '<capture>', description: 'its id in the list, or its capture id' }],
  input: z.object({ capture: z.string() }),
  run: async (context, { capture }) => {
    const { data, ...shown } = await (await context.api()).call('quarantine.show', { capture });
    if (data === '') {
      throw new NetravenError(
        'NETRAVEN_NOT_FOUND',
        `the text of capture ${capture} was too large to be kept`,
        {
          hint: `See the connection log: netraven log --connection --device ${shown.device}.`,
        },
      );
    }
    return { ...shown, text: zstdDecompressSync(Buffer.from(data, 'base64')).toString('utf8') };
  },
  print: ({ text }) => text,
});
