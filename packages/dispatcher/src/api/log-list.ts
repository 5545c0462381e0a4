import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';

type Lines = Awaited<ReturnType<Handler<'log.list'>>>['lines'];

/** Job log in order of time: the first lines after a given one, or the last ones. */
export const listLog: Handler<'log.list'> = async ({ inventory }, { device, job, after, newest, limit }) => {
  const filters = [
    { sql: 'l.id > ?', value: after },
    ...(device === undefined ? [] : [{ sql: 'l.device_name = ?', value: device }]),
    ...(job === undefined ? [] : [{ sql: 'l.job_id = ?', value: job }]),
  ];
  const lines = await inventory.em.fork().execute<Lines>(
    `select l.id::float8 as id, ${isoInstant('l.at')} as at, l.level, l.job_id as job, l.device_name as device, l.message
     from job_log l where ${filters.map(({ sql }) => sql).join(' and ')}
     order by l.id ${newest ? 'desc' : 'asc'} limit ?`,
    [...filters.map(({ value }) => value), limit],
  );
  return { lines: newest ? lines.toReversed() : lines };
};
