import test from 'ava';
import { seededRandom } from '../../../packages/simulator/src/random.ts';
import { splitChunks } from '../../../packages/simulator/src/session/split-chunks.ts';

const BYTES = Buffer.from(seededRandom('bytes').text('abc\r\n', 20_000));

test('chunks put together are the output, whatever the cutting', (t) => {
  for (const chunking of ['whole', 'byte', 'random', 64] as const) {
    const chunks = [...splitChunks(BYTES, chunking, seededRandom('cut'))];
    t.deepEqual(Buffer.concat(chunks), BYTES, String(chunking));
    t.true(chunks.every((chunk) => chunk.length > 0));
  }
});

test('chunks have the sizes their cutting says', (t) => {
  const sizes = (chunking: 'whole' | 'byte' | 'random' | number) =>
    new Set([...splitChunks(BYTES, chunking, seededRandom('cut'))].map((chunk) => chunk.length));
  t.deepEqual(sizes('whole'), new Set([20_000]));
  t.deepEqual(sizes('byte'), new Set([1]));
  t.deepEqual(sizes(64), new Set([64, 20_000 % 64]));
  t.true(sizes('random').size > 5);
});

test('empty output makes no chunk', (t) => {
  t.deepEqual([...splitChunks(Buffer.alloc(0), 'whole')], []);
});
