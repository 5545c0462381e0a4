import test from 'ava';
import { TaskSlots } from '../../../packages/executor/src/task/task-slots.ts';

const never = new AbortController().signal;

test('bulk tasks leave the last slot to an urgent one', async (t) => {
  const slots = new TaskSlots(3);
  t.true(await slots.acquire('bulk', never));
  t.true(await slots.acquire('bulk', never));
  const waiting = slots.acquire('bulk', never);
  t.true(await slots.acquire('urgent', never));
  t.is(slots.busy, 3);
  slots.release();
  t.is(slots.busy, 2, 'the last slot stays free for the next urgent task');
  slots.release();
  t.true(await waiting);
  t.is(slots.busy, 2);
});

test('a freed slot goes to an urgent waiter first', async (t) => {
  const slots = new TaskSlots(2);
  const order: string[] = [];
  await slots.acquire('bulk', never);
  await slots.acquire('urgent', never);
  const bulk = slots.acquire('bulk', never).then(() => order.push('bulk'));
  const urgent = slots.acquire('urgent', never).then(() => order.push('urgent'));
  slots.release();
  await urgent;
  slots.release();
  slots.release();
  await bulk;
  t.deepEqual(order, ['urgent', 'bulk']);
});

test('a waiter that is stopped gets no slot and takes none', async (t) => {
  const slots = new TaskSlots(2);
  const controller = new AbortController();
  await slots.acquire('bulk', never);
  const waiting = slots.acquire('bulk', controller.signal);
  controller.abort();
  t.false(await waiting);
  slots.release();
  t.is(slots.busy, 0);
  t.false(await slots.acquire('urgent', controller.signal));
});
