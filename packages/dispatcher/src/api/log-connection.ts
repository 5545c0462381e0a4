import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';
import { refuseUnknownDevice } from './no-such-device.ts';

type Sessions = Awaited<ReturnType<Handler<'log.connection'>>>['sessions'];

/**
 * Redacted transcripts of sessions, newest first.
 * @throws NETRAVEN_NOT_FOUND for a device that has none and is not in the inventory
 */
export const listConnections: Handler<'log.connection'> = async ({ inventory }, { device, job, limit }) => {
  const filters = [
    ...(device === undefined ? [] : [{ sql: 'l.device_name = ?', value: device }]),
    ...(job === undefined ? [] : [{ sql: 'l.job_id = ?', value: job }]),
  ];
  const em = inventory.em.fork();
  const sessions = await em.execute<Sessions>(
    `select l.job_id as job, l.device_name as device, l.attempt, ${isoInstant('l.at')} as at, l.text
     from connection_log l where ${['true', ...filters.map(({ sql }) => sql)].join(' and ')}
     order by l.id desc limit ?`,
    [...filters.map(({ value }) => value), limit],
  );
  if (sessions.length === 0 && device !== undefined) await refuseUnknownDevice(em, device);
  return { sessions };
};
