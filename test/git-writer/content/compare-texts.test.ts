import test from 'ava';
import { compareTexts, cutAtLine } from '../../../packages/git-writer/src/content/compare-texts.ts';

test('the first version adds its lines and has no diff', (t) => {
  t.deepEqual(compareTexts(null, 'a\nb\n', 's/d.cfg'), { added: 2, removed: 0, diff: '' });
});

test('a later version has a unified diff that names its path', (t) => {
  t.deepEqual(compareTexts('a\nb\n', 'a\nc\n', 's/d.cfg'), {
    added: 1,
    removed: 1,
    diff: '--- a/s/d.cfg\n+++ b/s/d.cfg\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n',
  });
});

test('a huge diff is cut at a line end, its counts are whole', (t) => {
  const text = Array.from(
    { length: 40_000 },
    (_, index) => `line number ${index} of a large configuration\n`,
  ).join('');
  const { added, removed, diff } = compareTexts('', text, 's/d.cfg');
  t.deepEqual([added, removed], [40_000, 0]);
  t.true(diff.length <= 1024 * 1024 && diff.length > 1024 * 1024 - 100 && diff.endsWith('configuration\n'));
});

test('a text is cut after a whole line', (t) => {
  t.deepEqual(
    [cutAtLine('a\nbc\n', 4), cutAtLine('a\nbc\n', 5), cutAtLine('abc', 2)],
    ['a\n', 'a\nbc\n', ''],
  );
});
