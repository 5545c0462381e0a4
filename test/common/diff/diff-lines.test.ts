import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diffLines } from '@netraven/common/diff';
import test from 'ava';
import { testWith } from '../../helpers/find-tool.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

/** Numbers that look random and are the same in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('a changed line is removed and added, with its surroundings', (t) => {
  const diff = diffLines('a\nb\nc\nd\ne\nf\n', 'a\nb\nc\nX\ne\nf\n', {
    labels: ['a/r1.cfg', 'b/r1.cfg'],
    context: 1,
  });
  t.is(diff.unified, '--- a/r1.cfg\n+++ b/r1.cfg\n@@ -3,3 +3,3 @@\n c\n-d\n+X\n e\n');
  t.deepEqual([diff.added, diff.removed, diff.coarse], [1, 1, false]);
});

test('equal texts have an empty diff', (t) => {
  t.deepEqual(diffLines('a\n', 'a\n'), { added: 0, removed: 0, changes: [], unified: '', coarse: false });
});

test('a first text is added as a whole', (t) => {
  t.is(
    diffLines('', 'a\nb\n', { labels: ['/dev/null', 'b/x'] }).unified,
    '--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n',
  );
});

test('a line end that is missing at the end of a text is a change, marked as git marks it', (t) => {
  t.is(
    diffLines('a\nb', 'a\nb\n').unified,
    '--- a\n+++ b\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n',
  );
});

test('beyond the bound the diff is coarse and still right', (t) => {
  const random = sequence(3);
  const lines = Array.from({ length: 2000 }, (_, index) => `line ${index}`);
  const shuffled = [...lines].sort(() => random(3) - 1);
  const diff = diffLines(`${lines.join('\n')}\n`, `${shuffled.join('\n')}\n`, { maxComparisons: 1000 });
  t.true(diff.coarse);
  t.is(apply(lines, diff.changes, shuffled).join('\n'), shuffled.join('\n'));
});

test('applying the changes to the previous lines gives the current ones', (t) => {
  const random = sequence(11);
  for (let round = 0; round < 500; round++) {
    const make = () => Array.from({ length: random(12) }, () => 'abcd'.charAt(random(4)));
    const [previous, current] = [make(), make()];
    const text = (lines: string[]) => (lines.length === 0 ? '' : `${lines.join('\n')}\n`);
    const diff = diffLines(text(previous), text(current), {
      maxComparisons: random(2) === 0 ? 5 : 1_000_000,
    });
    t.deepEqual(apply(previous, diff.changes, current), current);
  }
});

testWith('git')('git applies the unified diff', async (t) => {
  const folder = await makeTempFolder(t);
  const random = sequence(5);
  for (let round = 0; round < 20; round++) {
    const previous = Array.from({ length: 60 }, (_, index) => `line ${index % 17}`);
    const current = previous.flatMap((line) =>
      random(10) === 0 ? [] : random(10) === 0 ? [line, `new ${random(99)}`] : [line],
    );
    const [a, b] = [`${previous.join('\n')}\n`, current.join('\n') + (random(2) === 0 ? '\n' : '')];
    await writeFile(join(folder, 'x'), a);
    await writeFile(join(folder, 'p'), diffLines(a, b, { labels: ['a/x', 'b/x'] }).unified);
    await promisify(execFile)('git', ['apply', '--unidiff-zero', 'p'], { cwd: folder });
    t.is(await readFile(join(folder, 'x'), 'utf8'), b);
  }
});

test('fifty changes in a hundred thousand lines are found exactly', (t) => {
  const random = sequence(1);
  const previous = Array.from({ length: 100_000 }, (_, index) =>
    index % 3 === 0 ? ' no shutdown' : `interface e${index}`,
  );
  const current = [...previous];
  const places = new Set(Array.from({ length: 50 }, () => random(100_000)));
  for (const at of places) current[at] = ` changed ${at}`;
  const diff = diffLines(`${previous.join('\n')}\n`, `${current.join('\n')}\n`);
  t.deepEqual([diff.added, diff.removed, diff.coarse], [places.size, places.size, false]);
});

function apply(
  previous: readonly string[],
  changes: ReturnType<typeof diffLines>['changes'],
  current: readonly string[],
): string[] {
  const result: string[] = [];
  let at = 0;
  for (const change of changes) {
    result.push(
      ...previous.slice(at, change.previousStart),
      ...current.slice(change.currentStart, change.currentEnd),
    );
    at = change.previousEnd;
  }
  return [...result, ...previous.slice(at)];
}
