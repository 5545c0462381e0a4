import type { TargetSettings } from '@netraven/common/config';
import { fromRows, type Inventory, toRowParameter } from '@netraven/common/inventory';
import { termsOf } from './target-terms.ts';

/** A target that no dispatcher has named for so long is not configured any more. */
const FORGOTTEN_AFTER = `interval '1 hour'`;

/**
 * Writes the targets of this dispatcher's configuration down, so that what is for them is noted, and forgets those that no
 * dispatcher has named for an hour, with what was to be told to them.
 * @returns names of the forgotten
 */
export async function announceTargets(
  inventory: Inventory,
  targets: readonly TargetSettings[],
): Promise<string[]> {
  const rows = targets.map((target) => {
    return { name: target.name, terms: termsOf(target), failures_in_row: target.failuresInARow };
  });
  return await inventory.em.fork().transactional(async (em) => {
    if (rows.length > 0) {
      await em.execute(
        `insert into notification_target (name, terms, failures_in_row, seen_at)
         select name, terms, failures_in_row, now()
         from ${fromRows('name text, terms jsonb, failures_in_row int')} order by name
         on conflict (name) do update set
           terms = excluded.terms, failures_in_row = excluded.failures_in_row, seen_at = excluded.seen_at`,
        [toRowParameter(rows)],
      );
    }
    const forgotten = await em.execute<{ name: string }[]>(
      `delete from notification_target where seen_at < now() - ${FORGOTTEN_AFTER} returning name`,
    );
    if (forgotten.length > 0) {
      await em.execute(
        `delete from notification_item where target not in (select name from notification_target)`,
      );
    }
    return forgotten.map(({ name }) => name);
  });
}
