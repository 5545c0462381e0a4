import { NetravenError } from '@netraven/common';
import { inDomain } from '@netraven/common/jetstream';
import { acceptCapture } from '../quarantine/accept-capture.ts';
import { publishAccepted } from '../quarantine/publish-accepted.ts';
import type { Handler } from './handler.ts';

/**
 * Takes a capture after all: first the decision is durable, then the capture goes to the git-writer under its own
 * fence and id. After a crash in between, accepting it again publishes it again, which the git-writer recognises.
 * @throws NETRAVEN_NOT_FOUND, NETRAVEN_CONFLICT when it was decided on before, is older than what is stored, or the
 *   device has moved
 */
export const acceptQuarantined: Handler<'quarantine.accept'> = async (dispatcher, { capture }) => {
  const { inventory, connection, config, log } = dispatcher;
  const accepted = await inventory.em.fork().transactional((em) => acceptCapture(em, capture));
  const hub = connection.jetstream(inDomain(config.nats.domain));
  try {
    await publishAccepted(hub, accepted);
  } catch (cause) {
    const message = `capture ${accepted.capture} is accepted but did not reach the git-writer's queue`;
    throw new NetravenError('NETRAVEN_NATS_UNREACHABLE', message, { cause, hint: 'Accept it once more.' });
  }
  log.info({ capture: accepted.capture, device: accepted.device.name }, 'quarantined capture accepted');
  return { capture: accepted.capture, device: accepted.device.name };
};
