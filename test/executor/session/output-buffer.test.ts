import test from 'ava';
import { OutputBuffer } from '../../../packages/executor/src/session/output-buffer.ts';
import { byteByByte, type Chunking, oneWrite, randomChunks } from '../../helpers/start-ssh-device.ts';

const OUTPUT = 'r1#show run\r\r\nhostname r1\r\n!Command: show run\r\nend\r\nr1#';
const isEcho = (line: string) => line === 'r1#show run';

function fill(text: string, chunking: Chunking): OutputBuffer {
  const buffer = new OutputBuffer();
  buffer.reset(isEcho);
  for (const piece of chunking(text)) buffer.feed(piece);
  return buffer;
}

const VT100 = '\u001b[24;1Hsw1# \u001b[24;6Hshow run\u001b[24;14H\u001bE\u001b[24;1Hhostname sw1\r\nsw1# ';

const cuts: readonly (readonly [string, Chunking])[] = [
  ['in one piece', oneWrite],
  ['byte by byte', byteByByte],
  ...[1, 2, 3, 4, 5].map((seed) => [`in random pieces (seed ${seed})`, randomChunks(seed)] as const),
];

for (const [title, chunking] of cuts) {
  test(`output that comes ${title} reads the same`, (t) => {
    const buffer = fill(OUTPUT, chunking);
    t.deepEqual(
      {
        all: buffer.all(),
        body: buffer.body(),
        lastLine: buffer.lastLine,
        lineStart: buffer.lineStart,
        isEchoed: buffer.isEchoed,
        before: buffer.beforeLastLine(6),
      },
      {
        all: OUTPUT,
        body: 'hostname r1\r\n!Command: show run\r\nend\r\nr1#',
        lastLine: 'r1#',
        lineStart: OUTPUT.length - 3,
        isEchoed: true,
        before: '\nend\r\n',
      },
    );
  });
}

for (const [title, chunking] of cuts) {
  test(`the next-line sequence of HP switches ends the echo when it comes ${title}`, (t) => {
    const buffer = new OutputBuffer();
    buffer.reset((line) => line === 'sw1# show run');
    for (const piece of chunking(VT100)) buffer.feed(piece);
    t.deepEqual(
      [buffer.isEchoed, buffer.body(), buffer.lastLine],
      [true, '\u001b[24;1Hhostname sw1\r\nsw1# ', 'sw1# '],
    );
  });
}

test('without an echo the body is all of it', (t) => {
  const buffer = fill('hostname r1\r\nr1#', oneWrite);
  t.false(buffer.isEchoed);
  t.is(buffer.body(), 'hostname r1\r\nr1#');
});

test('a reset forgets what came before', (t) => {
  const buffer = fill(OUTPUT, oneWrite);
  buffer.reset();
  buffer.feed('x');
  t.deepEqual([buffer.all(), buffer.lastLine, buffer.isEchoed, buffer.length], ['x', 'x', false, 1]);
});

test('the last line is looked at from its end when it does not end', (t) => {
  const buffer = new OutputBuffer();
  for (let count = 0; count < 100; count++) buffer.feed('x'.repeat(1000));
  buffer.feed('r1#');
  t.true(buffer.lastLine.endsWith('xr1#'));
  t.true(buffer.lastLine.length <= 8192);
});

test('looking at the last line after each byte costs in proportion to the output', (t) => {
  const line = 'ip prefix-list customers seq 10 permit 192.0.2.0/24\r\n';
  const lookAtEach = (lines: number) => {
    const buffer = new OutputBuffer();
    buffer.reset(() => false);
    let seen = 0;
    for (const byte of line.repeat(lines)) {
      buffer.feed(byte);
      seen += buffer.lastLine.length;
    }
    return seen;
  };
  const small = lookAtEach(200);
  t.is(lookAtEach(2000), 10 * small);
});

test('an echo that is wrapped at the edge of the terminal is found', (t) => {
  for (const echo of ['r1#show runnin \rg-config\r\n', 'r1#show runnin\r\ng-config\r\n']) {
    const output = new OutputBuffer();
    output.reset((line) => line === 'r1#show running-config');
    output.feed(`${echo}first\r\n`);
    t.is(output.body(), 'first\r\n', JSON.stringify(echo));
  }
});
