import type { ConfigTree } from '../commit/config-tree.ts';
import type { ObjectStore } from '../pack/object-store.ts';

/** The repository as the active writer holds it in memory, between two batches. */
export interface Repository {
  readonly gitDir: string;
  readonly objects: ObjectStore;
  /** The files of `head`. */
  readonly tree: ConfigTree;
  /** Newest commit, 40 hex digits; null before the first. Within a batch it runs ahead of `publishedHead`. */
  head: string | null;
  /** What the branch says on disk. */
  publishedHead: string | null;
  /** Committer time of `head` in seconds: commits never go back in time. */
  committedSeconds: number;
  /** Batches begun. */
  batchNumber: number;
  /** Maintenance failed and is not tried again before, by the monotonic clock of this process. */
  maintenanceRestsUntilMs: number;
  /** Maintenance could not bring the packs below its limit and is not tried again before there are this many. */
  maintenanceRestsUntilPacks: number;
}
