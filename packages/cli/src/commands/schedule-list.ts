import type { ScheduleView } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { scheduleListText } from '../output/schedule-text.ts';

const PAGE = 500;

export const scheduleList = defineCommand({
  name: 'schedule list',
  impact: 'reads',
  summary: 'Schedules with their next run, in their zone and from now',
  examples: [
    'netraven schedule list --json | jq ".schedules[] | select(.lastStatus != \\"COMPLETED_SUCCESS\\") | .name"',
  ],
  input: z.object({}),
  run: async (context) => {
    const api = await context.api();
    const schedules: ScheduleView[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: { schedules: ScheduleView[]; next: string | null } = await api.call('schedule.list', {
        after,
        limit: PAGE,
      });
      schedules.push(...page.schedules);
      after = page.next;
    }
    return { schedules, now: new Date() };
  },
  print: ({ schedules, now }, style) => scheduleListText(schedules, now, style),
  toJson: ({ schedules }) => ({ schedules }),
});
