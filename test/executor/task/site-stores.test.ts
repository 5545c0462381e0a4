import { defaultStreamSizes, ensureSite } from '@netraven/common/jetstream';
import { compareFences } from '@netraven/common/message';
import test from 'ava';
import {
  type DeviceHead,
  headCounts,
  readHead,
  type StoredHead,
  writeHead,
} from '../../../packages/executor/src/task/device-head.ts';
import { takeLease } from '../../../packages/executor/src/task/device-lease.ts';
import { nextFence } from '../../../packages/executor/src/task/next-fence.ts';
import { openStores } from '../../../packages/executor/src/task/open-stores.ts';
import { readLedger, writeLedger } from '../../../packages/executor/src/task/task-ledger.ts';
import { startTestNats } from '../../helpers/start-nats.ts';

async function openSite() {
  const nats = await startTestNats();
  const connection = await nats.connect();
  await ensureSite(connection, 'ams', defaultStreamSizes);
  return { nats, connection, stores: await openStores(connection.jetstream(), 'ams', { freshStore: true }) };
}

test('a task never seen has no attempts, and its ledger is written by one holder only', async (t) => {
  const { nats, stores } = await openSite();
  await using _ = nats;
  const unseen = await readLedger(stores.ledger, 'job-1');
  t.deepEqual(unseen, { state: 'running', attempts: 0, revision: 0 });
  const written = await writeLedger(stores.ledger, 'job-1', { ...unseen, attempts: 1 });
  t.deepEqual(await readLedger(stores.ledger, 'job-1'), written);
  await t.throwsAsync(writeLedger(stores.ledger, 'job-1', { ...unseen, attempts: 1 }), {
    message: /wrong last sequence/,
  });
});

test('fences grow with each session, with a replaced store, and most of all with the epoch', async (t) => {
  const { nats, connection, stores } = await openSite();
  await using _ = nats;
  const device = { name: 'r1', epoch: 1 };
  const fences = [await nextFence(stores.fence, device, null), await nextFence(stores.fence, device, null)];
  await (await connection.jetstreamManager()).streams.delete('KV_netraven_fence_ams');
  await ensureSite(connection, 'ams', defaultStreamSizes);
  fences.push(
    await nextFence(stores.fence, device, null),
    await nextFence(stores.fence, { ...device, epoch: 2 }, null),
  );
  t.deepEqual(fences, [...fences].sort(compareFences));
  t.is(new Set(fences).size, 4);
});

test('a fence that is not newer than what is settled is refused, since the store must be an old one', async (t) => {
  const { nats, stores } = await openSite();
  await using _ = nats;
  const device = { name: 'r1', epoch: 1 };
  const settled = await nextFence(stores.fence, device, null);
  t.true(compareFences(await nextFence(stores.fence, device, settled), settled) > 0);
  const restored = settled.replace(/\d+$/, '1000');
  await t.throwsAsync(nextFence(stores.fence, device, restored), { code: 'NETRAVEN_TASK_FENCE_OLD' });
});

test('a head is replaced only by a newer fence, and by one holder only', async (t) => {
  const { nats, stores } = await openSite();
  await using _ = nats;
  const head = (fence: string, hash: string): DeviceHead => ({
    fence,
    hash,
    capture: `task.${fence}`,
    bytes: 3,
    packed: Buffer.from(hash),
  });
  const read = () => readHead(stores.head, 'r1');
  const write = (next: DeviceHead, previous: StoredHead, maxBytes = 1_000_000) =>
    writeHead(stores.head, 'r1', next, { previous, maxBytes });
  const none = await read();
  t.deepEqual(none, { head: null, revision: 0 });
  await write(head('1-5-2', 'b'), none);
  const first = await read();
  t.like(first.head, { fence: '1-5-2', hash: 'b', packed: Uint8Array.from(Buffer.from('b')) });

  await write(head('1-5-1', 'a'), first);
  t.is((await read()).head?.hash, 'b', 'an older fence changes nothing');
  await write(head('1-5-3', 'c'), first, 0);
  t.like((await read()).head, { hash: 'c', packed: null }, 'a text too large for the server is left out');
  await t.throwsAsync(write(head('1-5-4', 'd'), first), { message: /wrong last sequence/ });
});

test('a head that cannot be read is as if missing, and the next one takes its place', async (t) => {
  const { nats, stores } = await openSite();
  await using _ = nats;
  await stores.head.put('r1', 'not a head');
  const stored = await readHead(stores.head, 'r1');
  t.deepEqual(stored, { head: null, revision: 1 });
  const next = { fence: '1-5-1', hash: 'a', capture: 'task.1-5-1', bytes: 1, packed: null };
  await writeHead(stores.head, 'r1', next, { previous: stored, maxBytes: 1_000_000 });
  t.like((await readHead(stores.head, 'r1')).head, next);
});

test('a head counts while it is on its way to git or in git, and not after the repository was restored', (t) => {
  const head = { fence: '1-5-7', hash: 'h' } as DeviceHead;
  const known = (fence: string | null, hash: string | null) => ({ fence, hash, bytes: null });
  t.true(headCounts(head, known(null, null)), 'the first capture is on its way');
  t.true(headCounts(head, known('1-5-6', 'other')), 'newer than what is settled');
  t.true(headCounts(head, known('1-5-7', 'h')), 'in git');
  t.true(headCounts(head, known('1-5-9', 'h')), 'in git, seen again since');
  t.false(headCounts(head, known('1-5-7', 'other')), 'settled, but git holds something else');
  t.false(headCounts(head, known('1-6-1', null)), 'settled as failed');
});

test('a lease bucket made anew later than the others is young, also in a store that was fresh', async (t) => {
  const { nats, connection } = await openSite();
  await using _ = nats;
  const manager = await connection.jetstreamManager();
  await manager.streams.delete('KV_netraven_lease_ams');
  await ensureSite(connection, 'ams', defaultStreamSizes);
  const { lease } = await openStores(connection.jetstream(), 'ams', { freshStore: true });
  t.is(await takeLease(lease, 'device', 'first'), null);
});
