import {
  decideSnapshot as decideReally,
  type KnownDevice,
} from '../../../packages/git-writer/src/snapshot/decide-snapshot.ts';

export * from '../../../packages/git-writer/src/snapshot/decide-snapshot.ts';

/** Takes every snapshot for the newest. */
export function decideSnapshot(
  snapshot: Parameters<typeof decideReally>[0],
  device: KnownDevice | undefined,
): ReturnType<typeof decideReally> {
  return decideReally(snapshot, device && { ...device, settledFence: null });
}
