import type { Handler } from './handler.ts';
import { noSuchDevice } from './no-such-device.ts';

/** Unpins the host keys of a device; the next session pins what it is shown. */
export const forgetHostKey: Handler<'device.forget-host-key'> = async ({ inventory, log }, { name }) => {
  const em = inventory.em.fork();
  const [device] = await em.execute<{ id: number }[]>('select id from device where name = ?', [name]);
  if (!device) throw await noSuchDevice(em, name);
  const rows = await em.execute<{ fingerprint: string }[]>(
    'delete from host_key where device_id = ? returning fingerprint',
    [device.id],
  );
  log.info({ device: name, keys: rows.length }, 'host keys forgotten');
  return { removed: rows.length };
};
