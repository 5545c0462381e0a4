import { PassThrough } from 'node:stream';
import test from 'ava';
import { readInTurns } from '../../../packages/executor/src/session/read-in-turns.ts';
import { Turns } from '../../../packages/executor/src/session/turns.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A clock that moves by what the work is said to take. */
function workshop() {
  let now = 0;
  const done: string[] = [];
  const turns = new Turns(() => now);
  const work = (name: string, ms: number) => () => {
    done.push(name);
    now += ms;
  };
  return { turns, done, work };
}

test('what one turn has no time for waits for the next ones, in its order', async (t) => {
  const { turns, done, work } = workshop();
  for (const name of ['a', 'b', 'c', 'd', 'e']) turns.run(work(name, 3));
  t.deepEqual(done, ['a', 'b']);
  await nextTurn();
  t.deepEqual(done, ['a', 'b', 'c', 'd']);
  turns.run(work('f', 3));
  await nextTurn();
  t.deepEqual(done, ['a', 'b', 'c', 'd', 'e', 'f']);
});

test('what follows from a piece of work counts with it', async (t) => {
  const { turns, done, work } = workshop();
  turns.run(work('first', 5));
  const slow = () => void Promise.resolve().then(work('slow', 0)).then(work('its end', 5));
  turns.later(slow);
  turns.later(work('next', 1));
  await nextTurn();
  t.deepEqual(done, ['first', 'slow', 'its end']);
  await nextTurn();
  t.deepEqual(done, ['first', 'slow', 'its end', 'next']);
});

test('what comes in keeps its order and its end, however it waits', async (t) => {
  const { turns, work } = workshop();
  const stream = new PassThrough();
  readInTurns(stream, turns);
  turns.run(work('the turn is full', 5));
  const parts = Array.from({ length: 40 }, (_, index) => `${index},`);
  for (const part of parts) stream.write(part);
  stream.end();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  t.is(text, parts.join(''));
});
