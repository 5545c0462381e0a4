import { setImmediate } from 'node:timers/promises';
import test from 'ava';
import { remember } from '../../../packages/common/src/metric/remember.ts';

/** A source whose answers come when the test says so, by a clock that it moves. */
function makeSource(ms: number) {
  const loads: PromiseWithResolvers<string>[] = [];
  const clock = { now: 0 };
  const load = () => {
    const answer = Promise.withResolvers<string>();
    loads.push(answer);
    return answer.promise;
  };
  return { loads, clock, ask: remember(ms, load, () => clock.now) };
}

test('an answer is given again until it is too old', async (t) => {
  const { loads, clock, ask } = makeSource(1000);
  const first = ask();
  loads[0]?.resolve('one');
  t.is(await first, 'one');
  clock.now = 999;
  t.is(await ask(), 'one');
  clock.now = 1000;
  void ask();
  t.is(loads.length, 2);
});

test('a source that is slow is not asked again while it works', async (t) => {
  const { loads, clock, ask } = makeSource(1000);
  const first = ask();
  clock.now = 9000;
  const second = ask();
  loads[0]?.resolve('late');
  t.deepEqual(await Promise.all([first, second]), ['late', 'late']);
  t.is(loads.length, 1);
  void ask();
  t.is(loads.length, 2);
});

test('a source that never answers is asked again after ten seconds', (t) => {
  const { loads, clock, ask } = makeSource(1000);
  void ask();
  clock.now = 10_000;
  void ask();
  t.is(loads.length, 2);
});

test('a failure is told to those who waited, and not remembered', async (t) => {
  const { loads, ask } = makeSource(1000);
  const waiting = [ask(), ask()];
  loads[0]?.reject(new Error('away'));
  for (const one of waiting) await t.throwsAsync(one, { message: 'away' });
  await setImmediate();
  void ask();
  t.is(loads.length, 2);
});
