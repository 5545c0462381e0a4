import { inflateSync } from 'node:zlib';
import test from 'ava';
import { storeAsZlib } from '../../../packages/git-writer/src/pack/stored-zlib.ts';

test('what is stored is inflated by zlib, from nothing to the largest block', (t) => {
  for (const length of [0, 1, 2047, 2048, 5000, 65_535]) {
    const data = Buffer.alloc(length, 0xff);
    t.true(inflateSync(storeAsZlib(data)).equals(data), `${length} bytes`);
  }
  t.throws(() => storeAsZlib(Buffer.alloc(65_536)), { instanceOf: RangeError });
});
