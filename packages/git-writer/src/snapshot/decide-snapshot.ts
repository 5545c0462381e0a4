import { compareFences, type Snapshot } from '@netraven/common/message';

/** What the inventory knows about a device when its snapshot arrives. */
export interface KnownDevice {
  readonly id: number;
  readonly name: string;
  readonly site: string;
  /** Where its configuration belongs now. */
  readonly path: string;
  readonly epoch: number;
  /** Newest fence that was settled, whatever came of it; null before the first. */
  readonly settledFence: string | null;
  /** Where its newest version lies, unless another device has that path by now; null without one. */
  readonly storedPath: string | null;
  /** The site it was moved from, as long as something of it may still come from there. */
  readonly movedFrom: string | null;
  /** Whether the inventory holds the device's current text. */
  readonly hasHead: boolean;
  /** To whom its original in git is sealed; null where none is there. */
  readonly sealedTo: string | null;
}

export type Decision =
  /** Compare with what is in git, and commit a difference. */
  | { readonly kind: 'store'; readonly device: KnownDevice; readonly path: string }
  /** A newer capture has been settled. */
  | { readonly kind: 'superseded' }
  /** This very capture has been settled: its acknowledgement was lost. */
  | { readonly kind: 'settled' }
  /** The device is no longer in the inventory. */
  | { readonly kind: 'removed' }
  /** The snapshot claims what is not its own. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * What to do with a snapshot, by its fence. A site may only write the configurations of its own devices, at the path
 * the inventory gave them; one that left its old site before the device moved still goes where the device was, or is
 * to be if it was never stored.
 */
export function decideSnapshot(snapshot: Snapshot, device: KnownDevice | undefined): Decision {
  if (!device) return { kind: 'removed' };
  if (snapshot.device.name !== device.name) return refused('device.name', device.name, snapshot.device.name);
  if (snapshot.device.epoch > device.epoch)
    return refused('device.epoch', `at most ${device.epoch}`, String(snapshot.device.epoch));
  const order = device.settledFence === null ? 1 : compareFences(snapshot.fence, device.settledFence);
  if (snapshot.device.epoch < device.epoch) {
    if (order === 0) return { kind: 'settled' };
    if (order < 0) return { kind: 'superseded' };
    const { path } = snapshot.device;
    if (path === device.storedPath) return { kind: 'store', device, path };
    // Its first capture ever: there is nothing newer, and no old place to put it.
    const isFirst = device.storedPath === null && snapshot.site === device.movedFrom;
    return isFirst ? { kind: 'store', device, path: device.path } : { kind: 'superseded' };
  }
  if (snapshot.site !== device.site) return refused('site', device.site, snapshot.site);
  if (snapshot.device.path !== device.path) return refused('device.path', device.path, snapshot.device.path);
  if (order < 0) return { kind: 'superseded' };
  return order === 0 ? { kind: 'settled' } : { kind: 'store', device, path: device.path };
}

function refused(field: string, expected: string, received: string): Decision {
  return { kind: 'refused', reason: `${field}: must be ${expected}, got ${received}` };
}
