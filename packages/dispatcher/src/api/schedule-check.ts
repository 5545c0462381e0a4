import type { EntityManager } from '@mikro-orm/postgresql';
import { DAY } from '@netraven/common';
import type { ScheduleConcern } from '@netraven/common/api';
import type { Selection } from '@netraven/common/message';
import { buildSelection } from '../job/build-selection.ts';
import { MISSED_AFTER_MS } from '../schedule/decide-run.ts';
import { databaseNow } from '../schedule/schedule-row.ts';
import type { Handler } from './handler.ts';

/** A schedule that is disabled for longer was perhaps forgotten. */
const DISABLED_LONG_MS = 30 * DAY;
/** Selections looked up by one statement. */
const BATCH = 100;
const SHOWN_NAMES = 5;

/** Names the schedules that do not do what they are for. */
export const checkSchedules: Handler<'schedule.check'> = async ({ inventory }) => {
  const em = inventory.em.fork();
  const now = (await databaseNow(em)).getTime();
  const found: readonly (readonly [ScheduleConcern['kind'], readonly string[]])[] = [
    ['selects-nothing', await findSelectingNothing(em)],
    ['overdue', await findNames(em, 'starts_at < ?::timestamptz', new Date(now - MISSED_AFTER_MS))],
    ['never-due', await findNames(em, 'enabled and starts_at is null')],
    ['disabled-long', await findNames(em, 'disabled_at < ?::timestamptz', new Date(now - DISABLED_LONG_MS))],
  ];
  const [counted] = await em.execute<{ count: number }[]>('select count(*)::int as count from schedule');
  return {
    schedules: counted?.count ?? 0,
    concerns: found.flatMap(([kind, names]) =>
      names.length === 0 ? [] : [{ kind, schedules: names.length, names: names.slice(0, SHOWN_NAMES) }],
    ),
  };
};

async function findNames(em: EntityManager, condition: string, ...instants: Date[]): Promise<string[]> {
  const rows = await em.execute<{ name: string }[]>(
    `select name from schedule where ${condition} order by name`,
    instants.map((instant) => instant.toISOString()),
  );
  return rows.map(({ name }) => name);
}

async function findSelectingNothing(em: EntityManager): Promise<string[]> {
  const enabled = await em.execute<{ name: string; selection: Selection }[]>(
    'select name, selection from schedule where enabled order by name',
  );
  const names: string[] = [];
  for (let first = 0; first < enabled.length; first += BATCH) {
    const conditions = enabled.slice(first, first + BATCH).map(({ name, selection }) => {
      const { sql, values } = buildSelection(selection);
      return {
        sql: `select ? as name where not exists (select 1 from device d where ${sql})`,
        values: [name, ...values],
      };
    });
    const rows = await em.execute<{ name: string }[]>(
      conditions.map(({ sql }) => sql).join(' union all '),
      conditions.flatMap(({ values }) => values),
    );
    names.push(...rows.map((row) => row.name));
  }
  return names.toSorted();
}
