import { countLines } from '@netraven/common/diff';
import test from 'ava';

test('lines are counted with and without a last line end', (t) => {
  t.deepEqual(['', '\n', 'a', 'a\n', 'a\nb', 'a\n\n'].map(countLines), [0, 1, 1, 1, 2, 2]);
});
