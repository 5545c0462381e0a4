import test from 'ava';
import { applyDelta, encodeDelta } from '../../../packages/git-writer/src/pack/delta.ts';
import { seededRandom } from '../helpers/random.ts';

test('a delta makes its base into the result, whatever range differs', (t) => {
  const random = seededRandom(3);
  const any = (limit: number) => Math.floor(random() * limit);
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => any(256)));
  for (let round = 0; round < 300; round++) {
    const [head, removed, tail] = [bytes(any(3) * 70_000 + any(300)), bytes(any(500)), bytes(any(200_000))];
    const inserted = bytes(any(1000));
    const base = Buffer.concat([head, removed, tail]);
    const result = Buffer.concat([head, inserted, tail]);
    const delta = encodeDelta({
      baseLength: base.length,
      result,
      start: head.length,
      end: head.length + inserted.length,
    });
    t.true(applyDelta(base, delta).equals(result), `round ${round}`);
  }
});

test('a delta that does not fit its base is refused', (t) => {
  const base = Buffer.from('some base of a delta');
  const delta = encodeDelta({
    baseLength: base.length,
    result: Buffer.from('some other'),
    start: 5,
    end: 10,
  });
  t.throws(() => applyDelta(base.subarray(1), delta), { instanceOf: RangeError });
  t.throws(() => applyDelta(base, delta.subarray(0, -1)), { instanceOf: RangeError });
});
