import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { configOption, roleDetails, runRole } from '../up/run-role.ts';

export const dispatcher = defineCommand({
  name: 'dispatcher',
  impact: 'writes',
  summary: 'Run one dispatcher: jobs to tasks, outcomes, the control API',
  details: roleDetails,
  options: [configOption],
  isService: true,
  input: z.object({ config: z.string().optional() }),
  run: (context, { config }) => runRole(context, 'dispatcher', { config }),
  print: () => '',
});
