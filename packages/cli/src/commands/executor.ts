import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { configOption, roleDetails, runRole } from '../up/run-role.ts';

export const executor = defineCommand({
  name: 'executor',
  impact: 'writes',
  summary: 'Run one executor: sessions with the devices of a site',
  details: roleDetails,
  options: [
    { flags: '--site <site>', description: 'whose tasks it takes', default: 'executor.site' },
    configOption,
  ],
  isService: true,
  input: z.object({ site: siteNameSchema.optional(), config: z.string().optional() }),
  run: (context, { site, config }) => runRole(context, 'executor', { site, config }),
  print: () => '',
});
