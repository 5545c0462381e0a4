import { existsSync } from 'node:fs';
import { NetravenError } from '@netraven/common';
import { ObjectStore } from '../pack/object-store.ts';
import { clearLeftovers, type Leftovers } from './clear-leftovers.ts';
import { createRepository } from './create-repository.ts';
import { type FoundHead, findHead } from './find-head.ts';
import { quarantinePacks } from './quarantine-packs.ts';
import { readReference, rewriteReference } from './reference.ts';
import type { Repository } from './repository.ts';

/** What had to be put right. */
export interface RecoveryReport extends Leftovers {
  /** Names of packs moved to the quarantine folder. */
  readonly quarantinedPacks: readonly string[];
  /** Whether the branch had to be written again. */
  readonly branchRewritten: boolean;
}

/**
 * Opens the repository after whatever happened to the writer before: kill, full disk, power cut. The caller holds the
 * writer's locks. A new repository is made only where the database knows of none.
 * @param recorded newest commit in the database; null before the first
 * @throws NETRAVEN_REPOSITORY_DAMAGED when commits that were promised are not there; nothing is changed then that
 * stock git could not undo
 */
export async function recoverRepository(
  gitDir: string,
  recorded: string | null,
): Promise<{ repository: Repository; report: RecoveryReport }> {
  if (recorded !== null && !existsSync(`${gitDir}/objects`))
    throw new NetravenError(
      'NETRAVEN_REPOSITORY_DAMAGED',
      `${gitDir} is no repository, but the database has recorded commit ${recorded.slice(0, 12)} in it`,
    );
  await createRepository(gitDir);
  const leftovers = clearLeftovers(gitDir);
  const quarantinedPacks = quarantinePacks(gitDir);
  const objects = new ObjectStore(gitDir);
  const { head, tree, committedSeconds } = findHeadOrClose(gitDir, objects, recorded);
  const branchRewritten = head !== null && readReference(gitDir).loose !== head;
  if (branchRewritten) rewriteReference(gitDir, head);
  return {
    repository: {
      gitDir,
      objects,
      tree,
      head,
      publishedHead: head,
      committedSeconds,
      batchNumber: 0,
      maintenanceRestsUntilMs: 0,
      maintenanceRestsUntilPacks: 0,
    },
    report: { ...leftovers, quarantinedPacks, branchRewritten },
  };
}

function findHeadOrClose(gitDir: string, objects: ObjectStore, recorded: string | null): FoundHead {
  try {
    return findHead(gitDir, objects, recorded);
  } catch (error) {
    objects.close();
    throw error;
  }
}
