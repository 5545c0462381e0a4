import { callSite } from '@netraven/common/api';
import type { Handler } from './handler.ts';
import { noSuchDevice } from './no-such-device.ts';

/**
 * Closes the circuit of a device, in the store of its site.
 * @throws NETRAVEN_API_UNREACHABLE when no executor of the site answers
 */
export const resetDevice: Handler<'device.reset'> = async ({ inventory, connection, log }, { name }) => {
  const em = inventory.em.fork();
  const [device] = await em.execute<{ site: string }[]>('select site from device where name = ?', [name]);
  if (!device) throw await noSuchDevice(em, name);
  const { site } = device;
  const reset = await callSite(connection, { site, name: 'reset-circuit' }, { device: name });
  log.info({ device: name, ...reset }, 'circuit reset');
  return reset;
};
