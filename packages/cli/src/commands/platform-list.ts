import { platforms } from '@netraven/common/platform';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { addOperatorPlatforms } from '../instance/add-operator-platforms.ts';
import { formatTable } from '../output/table.ts';

export const platformList = defineCommand({
  name: 'platform list',
  impact: 'reads',
  summary: 'Platforms netraven knows, with what proves each',
  details: [
    'Names are those of netmiko (device_type); the other names of a platform, such as Oxidized models and RANCID',
    'types, are taken as well.',
  ].join(' '),
  input: z.object({}),
  run: async (context) => {
    await addOperatorPlatforms(context);
    return {
      platforms: platforms().map(({ name, title, aliases, proven }) => ({ name, title, aliases, proven })),
    };
  },
  print: (data, style) => {
    const rows = data.platforms.map(({ name, title, aliases, proven }) => [
      name,
      title,
      proven,
      aliases.join(' '),
    ]);
    return formatTable(['name', 'system', 'proven by', 'other names'], rows, style);
  },
});
