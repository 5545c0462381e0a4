import test from 'ava';
import { renderLine } from '../../../packages/executor/src/session/render-line.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['plain text stays', 'interface Ethernet1', 'interface Ethernet1'],
  ['tabs stay', '\tdescription x', '\tdescription x'],
  ['carriage returns at the end vanish', 'hostname r1\r\r', 'hostname r1'],
  ['a carriage return goes back to the start', 'old\rnew', 'new'],
  ['what a shorter text leaves standing stays', 'abcdef\rxy', 'xycdef'],
  ['backspaces go back one by one', 'pinh\bg', 'ping'],
  [
    'the pager is erased as the device erases it',
    ' --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\bend',
    'end       ',
  ],
  ['an erased line is gone', '--More--\r\u001b[Kip route', 'ip route'],
  ['colours and modes vanish', '\u001b[1;32m[admin@r1]\u001b[0m > \u001b[?25h', '[admin@r1] > '],
  ['a title vanishes', '\u001b]0;r1\u0007r1#', 'r1#'],
  ['bells and nulls vanish', 'show\u0007 \0run', 'show run'],
  ['the cursor moves left and right', 'abc\u001b[2DX\u001b[1CY', 'aXcY'],
  ['the cursor goes to a column', 'abcdef\u001b[3GX', 'abXdef'],
  ['the cursor goes home', 'abc\u001b[24;1HX', 'Xbc'],
  ['the cursor goes to a row and column', 'sw1# \u001b[24;1H\u001b[24;6Hx', 'sw1# x'],
  ['characters are deleted', 'abcdef\u001b[2G\u001b[2P', 'adef'],
  ['the line is erased up to the cursor', 'abc\u001b[1Kd', '   d'],
  ['the screen is erased', 'old\u001b[2Jnew', '   new'],
  ['the next line starts afresh', 'show run\u001bEr1#', 'r1#'],
  ['an unfinished sequence vanishes', 'r1#\u001b', 'r1#'],
];

for (const [title, raw, shown] of cases) test(title, (t) => t.is(renderLine(raw), shown));

test('a cursor move far beyond the line costs no memory', (t) => {
  t.is(renderLine('a\u001b[999999999Cb').length, 10_001);
});

test('characters are erased and inserted in place, shifts and control strings show nothing', (t) => {
  t.is(renderLine('abcdef\r\u001b[3Xx'), 'x  def');
  t.is(renderLine('ac\b\u001b[@b'), 'abc');
  t.is(renderLine('\u000fa\u000eb\u001bPq#0\u001b\\c'), 'abc');
});
