import { NetravenError } from '@netraven/common';
import type { Handler } from './handler.ts';
import { isNamedCapture, noSuchCapture } from './quarantine-view.ts';

interface Dropped {
  readonly capture: string;
  readonly device: string;
}

/**
 * Refuses a capture for good. What was decided stays decided: of two operators the first wins.
 * @throws NETRAVEN_NOT_FOUND, NETRAVEN_CONFLICT when it was accepted or dropped before
 */
export const dropQuarantined: Handler<'quarantine.drop'> = async ({ inventory, log }, { capture }) => {
  const em = inventory.em.fork();
  const [dropped] = await em.execute<Dropped[]>(
    `update quarantine q set state = 'dropped', decided_at = now()
     where ${isNamedCapture} and q.state = 'open' returning q.capture, q.device_name as device`,
    [capture, capture],
  );
  if (dropped) {
    log.info(dropped, 'quarantined capture dropped');
    return dropped;
  }
  const [found] = await em.execute<{ state: string }[]>(
    `select q.state from quarantine q where ${isNamedCapture}`,
    [capture, capture],
  );
  if (!found) throw noSuchCapture(capture);
  throw new NetravenError('NETRAVEN_CONFLICT', `capture ${capture} was ${found.state} before`, {
    hint: 'What was decided stays decided; back the device up again.',
  });
};
