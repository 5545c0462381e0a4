import type { QuarantineView } from '@netraven/common/api';
import type { Handler } from './handler.ts';
import { isNamedCapture, noSuchCapture, quarantineViewColumns } from './quarantine-view.ts';

/** One quarantined capture with its redacted text. */
export const showQuarantined: Handler<'quarantine.show'> = async ({ inventory }, { capture }) => {
  const [row] = await inventory.em.fork().execute<(QuarantineView & { data: string })[]>(
    `select ${quarantineViewColumns}, q.text as data
       from quarantine q left join task t on t.id = q.task_id where ${isNamedCapture}`,
    [capture, capture],
  );
  if (!row) throw noSuchCapture(capture);
  return row;
};
