import type { NoticeKind } from '@netraven/common/message';
import test from 'ava';
import { type DigestItem, foldItems } from '../../../packages/dispatcher/src/notify/fold-items.ts';

function item(
  deviceName: string,
  kind: NoticeKind,
  minute: number,
  before: DigestItem['stateBefore'] = null,
) {
  return {
    deviceName,
    kind,
    at: `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`,
    stateBefore: before,
  };
}

const told = (items: DigestItem[]) => foldItems(items).map(({ deviceName, kind }) => `${deviceName} ${kind}`);

test('a digest tells the last state of a device, and nothing where it is back where it was', (t) => {
  const failed = item('a', 'failed', 1, 'ok');
  const recovered = item('a', 'recovered', 2, 'failing');
  t.deepEqual(told([recovered, failed]), []);
  t.deepEqual(told([failed, recovered, item('a', 'failed', 3, 'ok')]), ['a failed']);
  t.deepEqual(told([recovered, item('a', 'failed', 3, 'ok')]), []);
  t.deepEqual(told([failed, item('a', 'quarantined', 3, 'failing')]), ['a quarantined']);
  t.deepEqual(told([failed, item('b', 'recovered', 2, 'failing')]), ['a failed', 'b recovered']);
});

test('a digest tells every version, and what needs attention first', (t) => {
  t.deepEqual(
    told([
      item('d', 'recovered', 1, 'failing'),
      item('b', 'changed', 5),
      item('b', 'changed', 2),
      item('c', 'replaced', 3),
      item('a', 'failed', 4, 'ok'),
    ]),
    ['a failed', 'c replaced', 'b changed', 'b changed', 'd recovered'],
  );
});
