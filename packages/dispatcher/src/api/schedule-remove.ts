import type { Handler } from './handler.ts';

/** Removes a schedule with what it owes; its jobs stay under its name. */
export const removeSchedule: Handler<'schedule.remove'> = async ({ inventory, log }, { name }) => {
  const rows = await inventory.em
    .fork()
    .execute<unknown[]>('delete from schedule where name = ? returning name', [name]);
  if (rows.length > 0) log.info({ schedule: name }, 'schedule removed');
  return { removed: rows.length > 0 };
};
