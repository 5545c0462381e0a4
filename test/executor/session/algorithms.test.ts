import { Duplex } from 'node:stream';
import test from 'ava';
import {
  algorithmsFor,
  algorithmsToPrepare,
  shareOffer,
} from '../../../packages/executor/src/session/algorithms.ts';
import { Client } from '../../../packages/executor/src/session/load-ssh2.ts';

const silentPeer = () => new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });

test('an offer is prepared once for each policy, in the place where ssh2 keeps it', (t) => {
  for (const policy of ['modern', 'legacy'] as const) {
    t.deepEqual(algorithmsToPrepare(policy), { algorithms: algorithmsFor(policy) });
    const offers = [0, 1].map(() => {
      const client = new Client();
      client.connect({
        sock: silentPeer(),
        username: 'netraven',
        readyTimeout: 0,
        ...algorithmsToPrepare(policy),
      });
      shareOffer(client, policy);
      t.deepEqual(algorithmsToPrepare(policy), {});
      return Reflect.get(Reflect.get(client, '_protocol'), '_offer');
    });
    t.is(offers[0], offers[1]);
    const { kex } = offers[0].lists;
    t.deepEqual(kex.array.slice(0, -2), algorithmsFor(policy).kex);
  }
});
