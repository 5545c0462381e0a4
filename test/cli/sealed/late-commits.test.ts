import { openClient } from '@netraven/client';
import { NetravenError, Secret } from '@netraven/common';
import { generateIdentity, recipientsDigest } from '@netraven/common/seal';
import test from 'ava';
import { rotateRecipients } from '../../../packages/cli/src/sealed/rotate-recipients.ts';
import { startTestNats } from '../../helpers/start-nats.ts';
import { serveApi } from '../helpers/serve-api.ts';

const progress = { resize: () => undefined, update: () => undefined, close: () => undefined };

test('an original that a killed rotation had sent, and that is committed only now, is no failure; one that stays closed is', async (t) => {
  await using nats = await startTestNats();
  const [old, next] = await Promise.all([generateIdentity(), generateIdentity()]);
  const configured = recipientsDigest([next.recipient]);
  let tried = 0;
  await serveApi(await nats.connect(), {
    'seal.list': ({ after }) => {
      const names = tried === 0 ? ['closed-1', 'late-1'] : ['closed-1'];
      const waiting = names.map((device) => ({ device, places: ['repository' as const] }));
      return { configured, done: 0, waiting: (after ?? '') === '' ? waiting : [] };
    },
    'config.sealed': ({ device }) => {
      tried += 1;
      throw new NetravenError('NETRAVEN_SEAL_IDENTITY', `${device}: not sealed to the identity`);
    },
  });
  const { user, password } = nats.optionsFor('client');
  const login = { url: nats.url, ...(user ? { user } : {}), ...(password ? { password } : {}) };
  await using client = await openClient({ nats: login, domain: nats.domain });
  const target = { nats: login, domain: nats.domain, source: 'test', endpoint: undefined };
  const { resealed, failed, pending } = await rotateRecipients(
    { ...client, target },
    { identities: [new Secret(old.identity)], recipients: [next.recipient] },
    { progress, signal: new AbortController().signal },
  );
  t.deepEqual(
    { resealed, pending, failed: failed.map(({ device }) => device) },
    { resealed: 1, pending: 0, failed: ['closed-1'] },
  );
});
