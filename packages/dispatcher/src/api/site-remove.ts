import { NetravenError } from '@netraven/common';
import type { Handler } from './handler.ts';

/** Removes a site that no device uses. Its queues stay, empty: an executor may still be connected to them. */
export const removeSite: Handler<'site.remove'> = async ({ inventory }, { name }) => {
  const em = inventory.em.fork();
  const [used] = await em.execute<{ devices: number }[]>(
    'select count(*)::int as devices from device where site = ?',
    [name],
  );
  if (used && used.devices > 0) {
    throw new NetravenError('NETRAVEN_CONFLICT', `site ${name} has ${used.devices} devices`, {
      hint: 'Move or remove its devices first.',
    });
  }
  const rows = await em.execute<{ name: string }[]>('delete from site where name = ? returning name', [name]);
  return { removed: rows.length > 0 };
};
