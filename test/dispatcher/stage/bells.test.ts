import test from 'ava';
import { openBells } from '../../../packages/dispatcher/src/stage/bells.ts';

const LONG_MS = 60_000;

test('a bell rung while nobody waits is heard by the next who waits, once', async (t) => {
  const { expand: bell } = openBells();
  const stop = new AbortController();
  bell.ring();
  bell.ring();
  await bell.wait(LONG_MS, stop.signal);
  let isHeard = false;
  const waiting = bell.wait(LONG_MS, stop.signal).then(() => {
    isHeard = true;
  });
  await Promise.resolve();
  t.false(isHeard);
  bell.ring();
  await waiting;
  t.true(isHeard);
});

test('waiting ends when the signal fires, and after the limit', async (t) => {
  const { expand: bell } = openBells();
  const stop = new AbortController();
  const waiting = bell.wait(LONG_MS, stop.signal);
  stop.abort();
  await waiting;
  await bell.wait(LONG_MS, stop.signal);
  await bell.wait(1, new AbortController().signal);
  t.pass();
});
