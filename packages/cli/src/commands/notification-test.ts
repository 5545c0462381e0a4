import { targetNameSchema } from '@netraven/common/config';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { notificationTestText } from '../output/notification-text.ts';

export const notificationTest = defineCommand({
  name: 'notification test',
  impact: 'writes',
  summary: 'Send a sample to a target and say what came of it',
  details:
    'The sample is marked as a test, and names devices that do not exist. What waits for the target stays as it is.',
  examples: ['netraven notification test ops'],
  arguments: [{ name: '<name>', description: 'see "netraven notification list"' }],
  input: z.object({ name: targetNameSchema }),
  run: async (context, { name }) => ({
    name,
    ...(await (await context.api()).call('notification.test', { name })),
  }),
  print: notificationTestText,
  exitCode: ({ error }) => (error ? 1 : 0),
});
