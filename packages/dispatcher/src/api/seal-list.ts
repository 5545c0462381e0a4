import type { SealedPlace } from '@netraven/common/api';
import { recipientsDigest } from '@netraven/common/seal';
import type { Handler } from './handler.ts';

/** Devices whose current originals are sealed to others; what is not sealed at all is not among them. */
export const listSeals: Handler<'seal.list'> = async ({ inventory, config }, { sealedTo, limit, after }) => {
  const em = inventory.em.fork();
  const waiting = await em.execute<{ device: string; places: SealedPlace[] }[]>(
    `select h.device_name as device, array_remove(array[
         case when h.sealed_to <> ? then 'repository' end,
         case when h.latest_sealed is not null and h.latest_sealed_to is distinct from ? then 'latest' end
       ], null) as places
     from config_head h join device d on d.name = h.device_name
     where h.device_name > ? and (h.sealed_to <> ? or (h.latest_sealed is not null and h.latest_sealed_to is distinct from ?))
     order by h.device_name limit ?`,
    [sealedTo, sealedTo, after, sealedTo, sealedTo, limit],
  );
  const [count] = await em.execute<{ done: number }[]>(
    'select count(*)::int as done from config_head where sealed_to = ?',
    [sealedTo],
  );
  return { configured: recipientsDigest(config.secrets.recipients), done: count?.done ?? 0, waiting };
};
