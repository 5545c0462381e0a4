import { didYouMean, NetravenError } from '@netraven/common';
import { findPlatform, platformNames } from '@netraven/common/platform';
import { stringify } from 'yaml';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { addOperatorPlatforms } from '../instance/add-operator-platforms.ts';

export const platformShow = defineCommand({
  name: 'platform show',
  impact: 'reads',
  summary: 'All netraven knows of one platform, as the YAML an operator could write',
  examples: ['netraven platform show cisco_ios > platforms/my_ios.yaml'],
  arguments: [{ name: '<platform>', description: 'its name or one of its other names' }],
  input: z.object({ platform: z.string() }),
  run: async (context, { platform }) => {
    await addOperatorPlatforms(context);
    const found = findPlatform(platform);
    if (found) return found;
    const hint = didYouMean(platform, platformNames());
    throw new NetravenError('NETRAVEN_NOT_FOUND', `no such platform: ${platform}${hint && `; ${hint}`}`, {
      hint: 'See "netraven platform list".',
    });
  },
  print: (platform) => stringify(platform, { lineWidth: 0 }),
});
