import test from 'ava';
import { choosePacks } from '../../../packages/git-writer/src/maintenance/choose-packs.ts';

const chosen = (...bytes: number[]) =>
  choosePacks(bytes.map((size, at) => ({ name: `${at}`, bytes: size }))).map((pack) => pack.bytes);

test('small packs become one, and a pack twice as large as they are together stays', (t) => {
  t.deepEqual(chosen(10, 11, 12, 1000), [10, 11, 12]);
  t.deepEqual(chosen(10, 11, 12, 60, 1000), [10, 11, 12, 60]);
  t.deepEqual(chosen(1, 2, 6, 18), []);
  t.deepEqual(chosen(5), []);
});

test('no pack grows beyond what every reader opens', (t) => {
  const gib = 1024 ** 3;
  t.deepEqual(chosen(10, 10, gib - 100, gib), [10, 10]);
  t.deepEqual(chosen(gib, gib, gib), []);
});

test('with a pack for each batch, the number of packs and the bytes copied stay logarithmic', (t) => {
  let packs: { name: string; bytes: number }[] = [];
  let copied = 0;
  let most = 0;
  for (let batch = 0; batch < 20_000; batch++) {
    packs.push({ name: `${batch}`, bytes: 1 });
    if (packs.length >= 50) {
      const merged = choosePacks(packs);
      const bytes = merged.reduce((sum, pack) => sum + pack.bytes, 0);
      copied += bytes;
      packs = [...packs.filter((pack) => !merged.includes(pack)), { name: `m${batch}`, bytes }];
    }
    most = Math.max(most, packs.length);
  }
  t.is(most, 49);
  t.true(copied < 12 * 20_000, `${copied}`);
});
