import { compareFences, type Snapshot } from '@netraven/common/message';

/**
 * The order in which a batch is decided: several snapshots of one device by fence, at the place of the first of them,
 * so that a redelivered older one is not stored after a newer one.
 */
export function orderDeliveries<D extends { readonly snapshot: Snapshot }>(deliveries: readonly D[]): D[] {
  const byDevice = Map.groupBy(deliveries, ({ snapshot }) => snapshot.device.id);
  return [...byDevice.values()].flatMap((group) =>
    group.toSorted((a, b) => compareFences(a.snapshot.fence, b.snapshot.fence)),
  );
}
