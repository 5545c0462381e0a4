import { NetravenError } from '@netraven/common';
import test from 'ava';
import { SessionScope } from '../../../packages/executor/src/session/session-scope.ts';

const lost = new NetravenError('NETRAVEN_TASK_STOPPED', 'stopped');

test('everybody who listens is told of the first end, once', (t) => {
  const scope = new SessionScope(() => true);
  const told: unknown[] = [];
  scope.onEnd((error) => told.push(error));
  scope.onEnd(() => told.push('not wanted'))();
  scope.fail(lost);
  scope.fail(new NetravenError('NETRAVEN_SESSION_DROPPED', 'its consequence'));
  t.deepEqual(told, [lost]);
  t.is(scope.error, lost);
});

test('whoever listens after the end is told as well, but not within the call', async (t) => {
  const scope = new SessionScope(() => true);
  scope.fail(lost);
  const told: unknown[] = [];
  scope.onEnd((error) => told.push(error));
  scope.onEnd(() => told.push('not wanted'))();
  t.deepEqual(told, []);
  await Promise.resolve();
  t.deepEqual(told, [lost]);
});

test('what was registered is released once, last first', (t) => {
  const scope = new SessionScope(() => true);
  const released: string[] = [];
  for (const name of ['socket', 'client']) scope.onRelease(() => released.push(name));
  scope.release();
  scope.release();
  t.deepEqual(released, ['client', 'socket']);
});
