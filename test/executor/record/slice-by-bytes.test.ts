import test from 'ava';
import { sliceByBytes } from '../../../packages/executor/src/record/slice-by-bytes.ts';

const items = (...sizes: number[]) => sizes.map((size) => ({ data: new Uint8Array(size) }));
const sizesOf = (slices: { data: Uint8Array }[][]) =>
  slices.map((slice) => slice.map(({ data }) => data.length));

test('slices keep the order, stay within the limit, and give what is larger one of its own', (t) => {
  t.deepEqual(sizesOf(sliceByBytes(items(), 10)), []);
  t.deepEqual(sizesOf(sliceByBytes(items(4, 4, 4, 12, 1, 9), 10)), [[4, 4], [4], [12], [1, 9]]);
});
