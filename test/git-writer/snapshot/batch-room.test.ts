import test from 'ava';
import { fullBatch, roomAfter } from '../../../packages/git-writer/src/snapshot/batch-room.ts';
import { makeSnapshot } from '../helpers/make-snapshot.ts';

test('a batch is full by number, packed bytes or text bytes, whichever comes first', (t) => {
  const small = makeSnapshot({ text: 'a\n' });
  const packed = {
    ...small,
    content: { kind: 'chunks', count: 1, bytes: 3 * 1024 * 1024, sha256: small.hash },
  } as const;
  const texts = { ...small, bytes: 10 * 1024 * 1024 };
  const fits = (snapshot: Parameters<typeof roomAfter>[1]) => {
    let count = 0;
    for (let room = roomAfter(fullBatch, snapshot); room; room = roomAfter(room, snapshot)) count++;
    return count;
  };
  t.deepEqual([small, packed, texts].map(fits), [500, 2, 1]);
});
