import type { ScheduleView } from '@netraven/common/api';
import { scheduleColumns } from '../schedule/schedule-row.ts';
import type { Handler } from './handler.ts';

/** Schedules by name, a page at a time. */
export const listSchedules: Handler<'schedule.list'> = async ({ inventory }, { after, limit }) => {
  const rows = await inventory.em.fork().execute<ScheduleView[]>(
    `select ${scheduleColumns}, (select j.status from job j where j.id = s.last_job) as "lastStatus"
     from schedule s where s.name > ? order by s.name limit ?`,
    [after, limit + 1],
  );
  const schedules = rows.slice(0, limit);
  return { schedules, next: rows.length > limit ? (schedules.at(-1)?.name ?? null) : null };
};
