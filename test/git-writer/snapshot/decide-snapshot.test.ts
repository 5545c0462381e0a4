import test from 'ava';
import {
  decideSnapshot,
  type KnownDevice,
} from '../../../packages/git-writer/src/snapshot/decide-snapshot.ts';
import { orderDeliveries } from '../../../packages/git-writer/src/snapshot/order-deliveries.ts';
import { deviceName, devicePath, makeSnapshot } from '../helpers/make-snapshot.ts';

const device: KnownDevice = {
  id: 1,
  name: deviceName(1),
  site: 'default',
  path: devicePath(1),
  epoch: 1,
  settledFence: '1-1700000000000-5',
  storedPath: devicePath(1),
  hasHead: true,
  sealedTo: null,
  movedFrom: null,
};
const moved: KnownDevice = { ...device, site: 'other', path: devicePath(1, 'other'), epoch: 2 };
const decide = (known: KnownDevice | undefined, parts: Parameters<typeof makeSnapshot>[0]) =>
  decideSnapshot(makeSnapshot(parts), known).kind;

test('the fence decides between store, settled and superseded', (t) => {
  t.deepEqual(
    [4, 5, 6].map((revision) => decide(device, { revision })),
    ['superseded', 'settled', 'store'],
  );
  t.is(decide({ ...device, settledFence: null }, { revision: 1 }), 'store');
});

test('what left the old site before a move goes where the device was, and nowhere else', (t) => {
  t.is(decide(moved, { revision: 6 }), 'store');
  t.is(decide(moved, { revision: 5 }), 'settled');
  t.is(decide(moved, { revision: 4 }), 'superseded');
  t.is(decide({ ...moved, storedPath: null }, { revision: 6 }), 'superseded');
  const never = { ...moved, storedPath: null, settledFence: null, movedFrom: 'default' };
  t.like(decideSnapshot(makeSnapshot(), never), { kind: 'store', path: devicePath(1, 'other') });
  t.is(decide({ ...never, movedFrom: 'third' }, {}), 'superseded');
  t.is(decide({ ...moved, settledFence: '2-1700000000000-1' }, { revision: 6 }), 'superseded');
  t.is(decide(moved, { revision: 1, epoch: 2, site: 'other' }), 'store');
});

test('a snapshot cannot claim another device, site, path or epoch', (t) => {
  t.is(decide(undefined, {}), 'removed');
  t.is(decide({ ...device, name: 'another' }, { revision: 6 }), 'refused');
  t.is(decide(device, { revision: 6, site: 'other' }), 'refused');
  t.is(decide(device, { revision: 6, path: devicePath(2) }), 'refused');
  t.is(decide(device, { revision: 6, epoch: 2 }), 'refused');
});

test('a batch keeps its order but for the captures of one device, which go by fence', (t) => {
  const batch = [
    makeSnapshot({ device: 2, revision: 10 }),
    makeSnapshot({ device: 1, revision: 9 }),
    makeSnapshot({ device: 2, revision: 9 }),
    makeSnapshot({ device: 1, revision: 10 }),
    makeSnapshot({ device: 2, epoch: 2, revision: 1 }),
  ].map((snapshot) => ({ snapshot }));
  t.deepEqual(
    orderDeliveries(batch).map(({ snapshot }) => `${snapshot.device.id}: ${snapshot.fence}`),
    [
      '2: 1-1700000000000-9',
      '2: 1-1700000000000-10',
      '2: 2-1700000000000-1',
      '1: 1-1700000000000-9',
      '1: 1-1700000000000-10',
    ],
  );
});
