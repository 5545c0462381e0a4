import test from 'ava';
import { joinLines, renderLines } from '../../../packages/executor/src/session/render-text.ts';

const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test('lines end at a line feed, whatever stands before it', (t) => {
  t.deepEqual(renderLines('a\r\nb\r\r\nc\nd'), ['a', 'b', 'c', 'd']);
});

test('blanks at the end of a line are left out, those within stay', (t) => {
  t.deepEqual(renderLines('a  b \t\r\n   \r\n c\0'), ['a  b', '', ' c']);
});

test('UTF-8 is read as such', (t) => {
  t.deepEqual(renderLines(latin1('description Zürich – Süd\r\n')), ['description Zürich – Süd', '']);
});

test('a line that is not UTF-8 is read as latin1, and the others are not touched by it', (t) => {
  t.deepEqual(renderLines(`Z\u00fcrich\n${latin1('Zürich')}`), ['Zürich', 'Zürich']);
});

test('the next-line sequence of HP switches ends a line', (t) => {
  t.deepEqual(renderLines('show run\u001bE; J9776A\r\nhostname "s1"'), [
    'show run',
    '; J9776A',
    'hostname "s1"',
  ]);
});

test('stored text has no blank line at either end and one line feed at the end', (t) => {
  t.is(joinLines(['', '', 'a', '', 'b', '']), 'a\n\nb\n');
  t.is(joinLines(['', '']), '');
  t.is(joinLines([]), '');
});

test('a line of blanks without end is looked at once', (t) => {
  const line = `${' '.repeat(1_000_000)}x${' '.repeat(1_000_000)}`;
  t.is(renderLines(line)[0]?.length, 1_000_001);
});
