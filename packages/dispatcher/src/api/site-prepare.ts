import { NetravenError } from '@netraven/common';
import { ensureSite } from '@netraven/common/jetstream';
import type { Handler } from './handler.ts';

/** Executors at the hub may not make streams themselves: a stream can be made to copy those of others. */
export const prepareSite: Handler<'site.prepare'> = async ({ connection, inventory, config }, { name }) => {
  const [known] = await inventory.em
    .fork()
    .execute<{ name: string }[]>('select name from site where name = ?', [name]);
  if (!known) {
    throw new NetravenError('NETRAVEN_NOT_FOUND', `site ${name} is not in the inventory`, {
      hint: `Add it with "netraven site add ${name}", or correct executor.site.`,
    });
  }
  await ensureSite(connection, name, config.streams);
  return { prepared: true };
};
