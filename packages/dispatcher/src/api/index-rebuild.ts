import type { Handler } from './handler.ts';

/** The git-writer finds itself without a recorded head, and records the whole history anew. */
export const rebuildIndex: Handler<'index.rebuild'> = async ({ inventory, log }) => {
  const [head] = await inventory.em
    .fork()
    .execute<{ commit: string }[]>('delete from writer_head returning commit');
  log.warn({ recorded: head?.commit ?? null }, 'the index of the repository is to be built anew');
  return { recorded: head?.commit ?? null };
};
