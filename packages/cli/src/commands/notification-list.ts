import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { notificationListText } from '../output/notification-text.ts';

export const notificationList = defineCommand({
  name: 'notification list',
  impact: 'reads',
  summary: 'Targets with what waits for them and how the last delivery went',
  details: 'Targets are configured under "notifications" in netraven.yaml of the dispatchers.',
  examples: [
    'netraven notification list --json | jq ".targets[] | select(.state == \\"failing\\") | .lastError"',
  ],
  input: z.object({}),
  run: async (context) => (await context.api()).call('notification.list', {}),
  print: ({ targets }, style) => notificationListText(targets, new Date(), style),
});
