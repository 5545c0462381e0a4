import { NetravenError } from '@netraven/common';
import { buildTask, type DeviceRow } from '../task/build-task.ts';
import { deviceRowJson } from '../task/claim-tasks.ts';
import { loadSources } from '../task/load-sources.ts';
import type { Handler } from './handler.ts';
import { noSuchDevice } from './no-such-device.ts';

/**
 * A device as a task would describe it, for a session outside of any job.
 * @throws NETRAVEN_NOT_FOUND; NETRAVEN_CONFLICT while a task may still run at the site the device moved away from
 */
export const describeSession: Handler<'device.session'> = async ({ inventory, config }, { name }) => {
  const em = inventory.em.fork();
  const [row] = await em.execute<{ device: DeviceRow }[]>(
    `select ${deviceRowJson} as device from device d left join config_head h on h.device_name = d.name
     where d.name = ?`,
    [name],
  );
  if (!row) throw await noSuchDevice(em, name);
  if (row.device.movedFrom !== null) {
    throw new NetravenError(
      'NETRAVEN_CONFLICT',
      `${name}: a task may still run at site ${row.device.movedFrom}`,
      {
        hint: 'Try again when its backup at the new site has begun.',
      },
    );
  }
  const waiting = {
    id: `session-${row.device.id}`,
    job: 'session',
    lane: 'urgent',
    republished: 0,
    requestedAt: new Date().toISOString(),
    deadlineAt: null,
    traceparent: null,
    isProbe: false,
    jobTasks: 1,
    deviceName: name,
    device: row.device,
  } as const;
  const { site, device, credentials, jumps, hostKey, algorithms, limits } = buildTask(waiting, {
    ...(await loadSources(em, [waiting])),
    config,
  });
  return { site, device, credentials, jumps, hostKey, algorithms, limits };
};
