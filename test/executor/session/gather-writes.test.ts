import { once } from 'node:events';
import { Duplex } from 'node:stream';
import test from 'ava';
import { gatherWrites } from '../../../packages/executor/src/session/gather-writes.ts';

function recordingStream(): { stream: Duplex; written: string[] } {
  const written: string[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  gatherWrites(stream);
  return { stream, written };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('what is written in one turn goes out in one write, in its order', async (t) => {
  const { stream, written } = recordingStream();
  for (const part of ['a', 'b', 'c']) stream.write(Buffer.from(part));
  t.deepEqual(written, []);
  await nextTurn();
  stream.write(Buffer.from('d'));
  await nextTurn();
  t.deepEqual(written, ['abc', 'd']);
});

test('what was gathered goes out before the end', async (t) => {
  const { stream, written } = recordingStream();
  stream.write(Buffer.from('bye'));
  stream.end();
  await once(stream, 'finish');
  t.deepEqual(written, ['bye']);
});

test('a destroyed stream is not written to', async (t) => {
  const { stream, written } = recordingStream();
  stream.write(Buffer.from('late'));
  stream.destroy();
  await nextTurn();
  t.deepEqual(written, []);
});
