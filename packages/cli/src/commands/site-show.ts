import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { siteDetailText } from '../output/site-text.ts';

export const siteShow = defineCommand({
  name: 'site show',
  impact: 'reads',
  summary: 'One site: what its executors say of it',
  details:
    'What is used of the limits of the site (admission), and the devices that are left alone after repeated failures. An executor of the site is asked.',
  examples: ['netraven site show ams'],
  arguments: [{ name: '<site>', description: 'name of the site' }],
  input: z.object({ site: siteNameSchema }),
  run: async (context, { site }) => (await context.api()).call('site.show', { name: site }),
  print: siteDetailText,
});
