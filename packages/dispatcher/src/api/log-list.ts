import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';
import { refuseUnknownDevice } from './no-such-device.ts';

type Lines = Awaited<ReturnType<Handler<'log.list'>>>['lines'];

/**
 * Job log in order of time: the first lines after a given one, or the last ones.
 * @throws NETRAVEN_NOT_FOUND for a device that has no lines and is not in the inventory
 */
export const listLog: Handler<'log.list'> = async ({ inventory }, { device, job, after, newest, limit }) => {
  const filters = [
    { sql: 'l.id > ?', value: after },
    ...(device === undefined ? [] : [{ sql: 'l.device_name = ?', value: device }]),
    ...(job === undefined ? [] : [{ sql: 'l.job_id = ?', value: job }]),
  ];
  const em = inventory.em.fork();
  const lines = await em.execute<Lines>(
    `select l.id::float8 as id, ${isoInstant('l.at')} as at, l.level, l.job_id as job, l.device_name as device, l.message
     from job_log l where ${filters.map(({ sql }) => sql).join(' and ')}
     order by l.id ${newest ? 'desc' : 'asc'} limit ?`,
    [...filters.map(({ value }) => value), limit],
  );
  if (lines.length === 0 && after === 0 && device !== undefined) await refuseUnknownDevice(em, device);
  return { lines: newest ? lines.toReversed() : lines };
};
