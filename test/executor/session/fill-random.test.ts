import test from 'ava';
import { fillRandom } from '../../../packages/executor/src/session/fill-random.ts';

test('only the bytes asked for are filled', (t) => {
  const target = new Uint8Array(40);
  fillRandom(target, 8, 24);
  t.deepEqual([...target.subarray(0, 8), ...target.subarray(32)], Array(16).fill(0));
  t.true(target.subarray(8, 32).some((byte) => byte !== 0));
});

test('no stretch is given out twice, over many refills of the pool', (t) => {
  const seen = new Set<string>();
  for (let count = 0; count < 2000; count++)
    seen.add(Buffer.from(fillRandom(new Uint8Array(16))).toString('hex'));
  t.is(seen.size, 2000);
});

test('large fills are whole', (t) => {
  t.true(
    fillRandom(new Uint8Array(4096))
      .subarray(4000)
      .some((byte) => byte !== 0),
  );
});
