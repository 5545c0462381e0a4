import test from 'ava';
import { cutLine, fitFrame } from '../../../packages/cli/src/top/fit-frame.ts';

const RED = '\u001b[31m';
const OFF = '\u001b[39m';

test('a line is cut to the window by what is seen of it, and its colour ends with it', (t) => {
  t.is(cutLine('abc', 3), 'abc');
  t.is(cutLine('abcd', 3), 'abc');
  t.is(cutLine(`${RED}abc${OFF}`, 3), `${RED}abc${OFF}`);
  t.is(cutLine(`a${RED}bcd${OFF}`, 2), `a${RED}b\u001b[0m`);
  t.is(cutLine('日本語', 5), '日本', 'a wide character is never cut in half');
  t.is(cutLine('abc', 0), '');
});

test('a frame fills the window exactly, whatever the text, and erases nothing before it draws', (t) => {
  const frameOf = (text: string) => fitFrame(text, 'foot', { columns: 4, rows: 3 });
  const drawn = (lines: readonly string[]) =>
    `\u001b[?2026h\u001b[H${lines.map((line) => `${line}\u001b[K`).join('\r\n')}\u001b[J\u001b[?2026l`;
  t.is(frameOf('a\n'), drawn(['a', '', 'foot']));
  t.is(frameOf('abcdef\nb\nc\nd\n'), drawn(['abcd', 'b', 'foot']));
  t.is(fitFrame('a', 'foot', { columns: 4, rows: 1 }), drawn(['foot']));
});
