import test from 'ava';
import { openQueryAnswers } from '../../../packages/executor/src/session/answer-queries.ts';

const ESC = '\u001b';
const open = () => openQueryAnswers({ columns: 511, rows: 100 });
const column = () => 8;

test('a device that asks for kind, status or the place of the cursor is answered', (t) => {
  t.is(open()(`${ESC}[c`, column), `${ESC}[?1;0c`);
  t.is(open()(`${ESC}[0c`, column), `${ESC}[?1;0c`);
  t.is(open()(`hello ${ESC}Z`, column), `${ESC}[?1;0c`);
  t.is(open()(`${ESC}[5n`, column), `${ESC}[0n`);
  t.is(open()(`prompt#${ESC}[6n`, column), `${ESC}[1;8R`);
});

test('behind a move to the far end the place of the cursor is the size of the terminal', (t) => {
  t.is(open()(`${ESC}[9999B${ESC}[9999C${ESC}[6n`, column), `${ESC}[100;511R`);
  t.is(open()(`${ESC}[999;999H${ESC}[6n`, column), `${ESC}[100;511R`);
});

test('a query that comes in pieces is answered once', (t) => {
  const answer = open();
  t.deepEqual(
    [...`${ESC}[6n${ESC}Z`].map((byte) => answer(byte, column)).filter((keys) => keys !== ''),
    [`${ESC}[1;8R`, `${ESC}[?1;0c`],
  );
});

test('colours, moves and text ask nothing, and a device that asks without end is answered a hundred times', (t) => {
  t.is(open()(`${ESC}[1;31mred${ESC}[0m ${ESC}[6A [6n Z`, column), '');
  t.is(open()(`${ESC}Z`.repeat(1000), column).length, 100 * `${ESC}[?1;0c`.length);
});
