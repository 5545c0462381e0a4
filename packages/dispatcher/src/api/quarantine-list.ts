import type { QuarantineView } from '@netraven/common/api';
import type { Handler } from './handler.ts';
import { quarantineViewColumns } from './quarantine-view.ts';

/** Quarantined captures, newest first; `before` is the number a page ended with. */
export const listQuarantined: Handler<'quarantine.list'> = async (
  { inventory },
  { device, state, limit, before },
) => {
  const rows = await inventory.em.fork().execute<QuarantineView[]>(
    `select ${quarantineViewColumns} from quarantine q left join task t on t.id = q.task_id
     where q.device_name = coalesce(?::text, q.device_name) and (?::text = 'any' or q.state = ?)
       and q.id < coalesce(?::int, 2147483647)
     order by q.id desc limit ?`,
    [device ?? null, state, state, before ?? null, limit + 1],
  );
  const captures = rows.slice(0, limit);
  return { captures, next: rows.length > limit ? (captures.at(-1)?.id ?? null) : null };
};
