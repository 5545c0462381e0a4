import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { leaseKey, openLeaseBucket, takeLease } from '../../../packages/executor/src/task/device-lease.ts';
import { startTestNats } from '../../helpers/start-nats.ts';

async function openBucket(ttlMs: number, freshStore = true) {
  const nats = await startTestNats();
  const connection = await nats.connect();
  const kv = await connection.jetstream().views.kv('netraven_lease_test', { ttl: ttlMs, history: 1 });
  return { nats, kv, bucket: openLeaseBucket(kv, { freshStore, ttlMs }) };
}

test('a device has one lease at a time, and it is free again at once after its release', async (t) => {
  const { nats, bucket } = await openBucket(20_000);
  await using _ = nats;
  const first = await takeLease(bucket, 'device', 'first');
  t.true(first?.isHeld());
  t.is(await takeLease(bucket, 'device', 'second'), null);

  await first?.release();
  t.false(first?.isHeld());
  const second = await takeLease(bucket, 'device', 'second');
  t.true(second?.isHeld());
  await second?.release();
});

test('of many that ask at once exactly one gets the lease', async (t) => {
  const { nats, bucket } = await openBucket(20_000);
  await using _ = nats;
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_unused, index) => takeLease(bucket, 'device', `${index}`)),
  );
  const taken = asked.filter((lease) => lease !== null);
  t.is(taken.length, 1);
  await taken[0]?.release();
});

test('a lease that somebody else holds by now is lost, and its release leaves the new holder alone', async (t) => {
  const { nats, kv, bucket } = await openBucket(2000);
  await using _ = nats;
  const lease = await takeLease(bucket, 'device', 'first');
  if (lease === null) return t.fail('no lease');
  const lost = once(lease.lost, 'abort');
  await kv.put('device', 'thief');
  await lost;
  t.false(lease.isHeld());
  t.is(lease.lost.reason.code, 'NETRAVEN_TASK_LEASE_LOST');
  await lease.release();
  t.is((await kv.get('device'))?.string(), 'thief');
});

test('a lease that is renewed outlives its TTL', async (t) => {
  const { nats, kv, bucket } = await openBucket(4000);
  await using _ = nats;
  const lease = await takeLease(bucket, 'device', 'first');
  const watch = await kv.watch({ key: 'device' });
  let renewals = 0;
  for await (const entry of watch) {
    t.is(entry.string(), 'first');
    if (++renewals > 5) break;
  }
  t.true(lease?.isHeld(), 'five renewals are more than one life');
  t.is(await takeLease(bucket, 'device', 'second'), null);
  await lease?.release();
});

test('without a confirmed renewal the lease is not trusted for its whole life', async (t) => {
  const { nats, bucket } = await openBucket(2000);
  await using _ = nats;
  const lease = await takeLease(bucket, 'device', 'first');
  if (lease === null) return t.fail('no lease');
  const lost = once(lease.lost, 'abort');
  const takenAt = performance.now();
  await nats.kill9();
  await lost;
  t.false(lease.isHeld());
  t.true(performance.now() - takenAt < 2000);
});

test('a bucket younger than a lease gives none, unless it was created empty with the instance', async (t) => {
  const { nats, kv, bucket } = await openBucket(1000, false);
  await using _ = nats;
  t.is(await takeLease(bucket, 'device', 'first'), null);
  t.not((await kv.get('device'))?.operation, 'PUT', 'the refused lease does not stay');

  const fresh = openLeaseBucket(kv, { freshStore: true, ttlMs: 1000 });
  const lease = await takeLease(fresh, 'device', 'first');
  t.true(lease?.isHeld());
  await lease?.release();

  const { created } = (await kv.status()).streamInfo;
  while (Date.now() - new Date(created).getTime() < 1100) await delay(50);
  const later = await takeLease(bucket, 'device', 'second');
  t.true(later?.isHeld(), 'the bucket has come of age');
  await later?.release();
});

test('a bucket that was replaced is young again, also for an instance that had created it', async (t) => {
  const { nats, kv, bucket } = await openBucket(20_000);
  await using _ = nats;
  for (const owner of ['first', 'second']) await (await takeLease(bucket, 'device', owner))?.release();
  await kv.destroy();
  const connection = await nats.connect();
  await connection.jetstream().views.kv('netraven_lease_test', { ttl: 20_000, history: 1 });
  t.is(await takeLease(bucket, 'device', 'third'), null);
});

test('two inventory entries with one address are one device, by another jump host they are two', (t) => {
  const device = { host: 'R1.example', port: 22 } as Parameters<typeof leaseKey>[0]['device'];
  const jump = { host: '10.0.0.1', port: 22, credentials: [], hostKeys: [] };
  t.is(
    leaseKey({ device, jumps: [] }),
    leaseKey({ device: { ...device, name: 'other', host: 'r1.EXAMPLE' }, jumps: [] }),
  );
  t.not(leaseKey({ device, jumps: [] }), leaseKey({ device, jumps: [jump] }));
});
