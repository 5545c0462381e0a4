import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import { translateDatabaseError } from '@netraven/common/inventory';

/** Key of the one repository of a netraven in `writer_head`. */
const REPOSITORY_NAME = 'configs';

/** Where the database stands before and after a batch. */
export interface HeadMove {
  readonly from: string | null;
  readonly to: string | null;
}

/** Reads the newest commit whose rows are in the database; null before the first. */
export async function readRecordedHead(inventory: Inventory): Promise<string | null> {
  try {
    const rows = await inventory.em
      .fork()
      .execute<{ commit: string }[]>('select commit from writer_head where repository = ?', [
        REPOSITORY_NAME,
      ]);
    return rows[0]?.commit ?? null;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** @throws NETRAVEN_REPOSITORY_MOVED when the database is not at `from`: another writer has been active */
export async function moveHead(em: EntityManager, { from, to }: HeadMove): Promise<void> {
  if (to === null) return;
  const moved = await em.execute<unknown[]>(
    `insert into writer_head (repository, commit, updated_at) values (?, ?, now())
     on conflict (repository) do update set commit = excluded.commit, updated_at = excluded.updated_at
     where writer_head.commit = ? returning 1`,
    [REPOSITORY_NAME, to, from ?? ''],
  );
  if (moved.length === 0)
    throw new NetravenError(
      'NETRAVEN_REPOSITORY_MOVED',
      `the database is not at commit ${from ?? 'none'}: another git-writer has written`,
    );
}
