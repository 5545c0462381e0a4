import type { Handler } from './handler.ts';

/** Removes devices; their jobs, logs and versions stay under their name. */
export const removeDevices: Handler<'device.remove'> = async ({ inventory, log }, { names }) => {
  const rows = await inventory.em
    .fork()
    .execute<{ name: string }[]>(
      'delete from device where name in (select jsonb_array_elements_text(?::jsonb)) returning name',
      [JSON.stringify(names)],
    );
  log.info({ devices: rows.length }, 'devices removed');
  return { removed: rows.length };
};
