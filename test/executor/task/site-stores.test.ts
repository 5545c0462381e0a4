import { defaultStreamSizes, ensureSite } from '@netraven/common/jetstream';
import { compareFences } from '@netraven/common/message';
import test from 'ava';
import {
  type DeviceHead,
  headCounts,
  readHead,
  writeHead,
} from '../../../packages/executor/src/task/device-head.ts';
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
  const fences = [await nextFence(stores.fence, device), await nextFence(stores.fence, device)];
  await (await connection.jetstreamManager()).streams.delete('KV_netraven_fence_ams');
  await ensureSite(connection, 'ams', defaultStreamSizes);
  fences.push(await nextFence(stores.fence, device), await nextFence(stores.fence, { ...device, epoch: 2 }));
  t.deepEqual(fences, [...fences].sort(compareFences));
  t.is(new Set(fences).size, 4);
});

test('a head is replaced only by a newer fence, and by one holder only', async (t) => {
  const { nats, stores } = await openSite();
  await using _ = nats;
  const head = (fence: string, hash: string): Omit<DeviceHead, 'revision'> => ({
    fence,
    hash,
    capture: `task.${fence}`,
    bytes: 3,
    packed: Buffer.from(hash),
  });
  t.is(await readHead(stores.head, 'r1'), null);
  await writeHead(stores.head, 'r1', head('1-5-2', 'b'), null);
  const read = await readHead(stores.head, 'r1');
  t.like(read, head('1-5-2', 'b'));

  await writeHead(stores.head, 'r1', head('1-5-1', 'a'), read);
  t.is((await readHead(stores.head, 'r1'))?.hash, 'b', 'an older fence changes nothing');
  await writeHead(stores.head, 'r1', head('1-5-3', 'c'), read);
  t.is((await readHead(stores.head, 'r1'))?.hash, 'c');
  await t.throwsAsync(writeHead(stores.head, 'r1', head('1-5-4', 'd'), read), {
    message: /wrong last sequence/,
  });
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
