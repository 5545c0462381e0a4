import type { NoticeKind } from '@netraven/common/message';
import type { DeviceState } from './judge-notice.ts';

/** What a digest holds of one device. */
export interface DigestItem {
  readonly deviceName: string;
  readonly kind: NoticeKind;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly stateBefore: DeviceState | null;
}

const stateAfter: Partial<Readonly<Record<NoticeKind, DeviceState>>> = {
  failed: 'failing',
  quarantined: 'quarantined',
  recovered: 'ok',
};

const order: readonly NoticeKind[] = ['failed', 'quarantined', 'replaced', 'changed', 'recovered'];

/**
 * What a digest tells: of the turns of a device's state the last one, and none where the device is back in the state it
 * was last told of; every version; what needs attention first.
 */
export function foldItems<I extends DigestItem>(items: readonly I[]): I[] {
  const byTime = items.toSorted((a, b) => compare(a.at, b.at));
  const turns = new Map<string, { first: I; last: I }>();
  for (const item of byTime) {
    if (item.stateBefore === null) continue;
    const known = turns.get(item.deviceName);
    turns.set(item.deviceName, { first: known?.first ?? item, last: item });
  }
  const told = byTime.filter((item) => {
    if (item.stateBefore === null) return true;
    const turn = turns.get(item.deviceName);
    return turn?.last === item && turn.first.stateBefore !== stateAfter[item.kind];
  });
  return told.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
