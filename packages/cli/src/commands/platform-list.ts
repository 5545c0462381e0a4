import { platforms } from '@netraven/common/platform';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { addOperatorPlatforms } from '../instance/add-operator-platforms.ts';
import { formatTable } from '../output/table.ts';

const SHOWN_NAMES = 8;

export const platformList = defineCommand({
  name: 'platform list',
  impact: 'reads',
  summary: 'Platforms netraven knows, with what proves each',
  details: [
    'Names are those of netmiko (device_type); the other names of a platform, such as Oxidized models and RANCID',
    'types, are taken as well; all of them are in "netraven platform show" and with --json.',
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
      namesText(aliases),
    ]);
    return formatTable(['name', 'system', 'proven by', 'other names'], rows, style);
  },
});

function namesText(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES;
  return more > 1 ? `${names.slice(0, SHOWN_NAMES).join(' ')} and ${more} more` : names.join(' ');
}
