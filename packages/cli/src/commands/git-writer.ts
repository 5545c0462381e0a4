import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { configOption, roleDetails, runRole } from '../up/run-role.ts';

export const gitWriter = defineCommand({
  name: 'git-writer',
  impact: 'writes',
  summary: 'Run the git-writer: snapshots to commits',
  details: roleDetails,
  options: [configOption],
  isService: true,
  input: z.object({ config: z.string().optional() }),
  run: (context, { config }) => runRole(context, 'git-writer', { config }),
  print: () => '',
});
