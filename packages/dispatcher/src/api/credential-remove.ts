import type { Handler } from './handler.ts';

export const removeCredential: Handler<'credential.remove'> = async ({ inventory, log }, { name }) => {
  const rows = await inventory.em
    .fork()
    .execute<{ name: string }[]>('delete from credential where name = ? returning name', [name]);
  if (rows.length > 0) log.info({ credential: name }, 'credential removed');
  return { removed: rows.length > 0 };
};
