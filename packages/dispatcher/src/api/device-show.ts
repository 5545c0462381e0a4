import type { DeviceDetail } from '@netraven/common/api';
import { isoInstant } from '../stage/iso-instant.ts';
import { loadCredentials } from '../task/load-sources.ts';
import { matchCredentials } from '../task/match-credentials.ts';
import { deviceViewColumns } from './device-list.ts';
import type { Handler } from './handler.ts';
import { noSuchDevice } from './no-such-device.ts';
import { circuitOf, readCircuits } from './site-circuits.ts';

/** One device with its facts, pinned keys, versions, and the credentials that would be tried. */
export const showDevice: Handler<'device.show'> = async ({ inventory, connection }, { name }) => {
  const em = inventory.em.fork();
  const [device] = await em.execute<Omit<DeviceDetail, 'credentials' | 'circuit'>[]>(
    `select ${deviceViewColumns}, d.algorithms, d.host_key_policy as "hostKeyPolicy", d.jumps, d.limits, d.facts,
       (select coalesce(json_agg(json_build_object('type', k.type, 'fingerprint', k.fingerprint,
          'pinnedAt', ${isoInstant('k.pinned_at')}) order by k.id), '[]')
        from host_key k where k.device_id = d.id) as "hostKeys",
       (select count(*)::int from config_version v where v.device_name = d.name) as versions,
       h.commit as "lastCommit", ${isoInstant('h.captured_at')} as "lastCapturedAt"
     from device d left join config_head h on h.device_name = d.name
     where d.name = ?`,
    [name],
  );
  if (!device) throw await noSuchDevice(em, name);
  const credentials = await loadCredentials(em, [device.site]);
  const circuits = await readCircuits(connection, [device.site], [name]);
  return {
    ...device,
    circuit: circuitOf(circuits, device),
    credentials: matchCredentials(device.tags, device.site, credentials).map((credential) => credential.name),
  };
};
