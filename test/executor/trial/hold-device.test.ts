import { bucketNames } from '@netraven/common/jetstream';
import test from 'ava';
import { leaseKey } from '../../../packages/executor/src/task/device-lease.ts';
import { holdDevice } from '../../../packages/executor/src/trial/hold-device.ts';
import { makeTask } from '../../helpers/make-task.ts';
import { startTestNats } from '../../helpers/start-nats.ts';

const task = makeTask({ device: { name: 'r1', host: '192.0.2.1' } });

test('a device that an executor holds is not tried at the same time', async (t) => {
  await using nats = await startTestNats();
  const local = (await nats.connect()).jetstream();
  const kv = await local.views.kv(bucketNames.lease('ams'), { history: 1 });
  await kv.create(leaseKey(task), 'an executor');
  await t.throwsAsync(holdDevice(local, task, AbortSignal.abort()), {
    code: 'NETRAVEN_CONFLICT',
    message: 'r1: another session with it is open',
  });
  t.is((await kv.get(leaseKey(task)))?.string(), 'an executor');
});

test('a site whose leases are elsewhere is told', async (t) => {
  await using nats = await startTestNats();
  const local = (await nats.connect()).jetstream();
  await t.throwsAsync(holdDevice(local, task, new AbortController().signal), {
    code: 'NETRAVEN_NOT_FOUND',
    message: 'no lease store netraven_lease_ams on this NATS server',
  });
});
