import test from 'ava';
import { describeChange } from '../../../packages/simulator/src/device/describe-change.ts';

const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

test('a line changed in the middle is shown with three lines around it', (t) => {
  t.deepEqual(describeChange(LINES, LINES.with(4, 'E')), {
    removed: ['e'],
    added: ['E'],
    diff: '@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
  });
});

test('lines added at the end and removed at the beginning have one side of context', (t) => {
  t.is(describeChange(LINES, [...LINES, 'j']).diff, '@@ -7,3 +7,4 @@\n g\n h\n i\n+j\n');
  t.is(describeChange(LINES, LINES.slice(1)).diff, '@@ -1,4 +1,3 @@\n-a\n b\n c\n d\n');
});

test('equal texts have no change', (t) => {
  t.deepEqual(describeChange(LINES, [...LINES]), { removed: [], added: [], diff: '' });
});
