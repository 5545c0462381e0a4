import { NetravenError } from '@netraven/common';
import { releasePack, writePack } from '../pack/write-pack.ts';
import { publishReference } from '../repository/reference.ts';
import type { Repository } from '../repository/repository.ts';
import { ObjectBatch } from './object-batch.ts';

/** Begins a batch of commits on the repository's head. */
export function openBatch(repository: Repository, level: number): ObjectBatch {
  repository.batchNumber++;
  return new ObjectBatch({
    number: repository.batchNumber,
    level,
    isStored: (id) => repository.objects.isPacked(id),
  });
}

/**
 * Makes the commits of a batch durable and moves the branch to the last of them: pack, index and their folder, then
 * the branch and its folder. On return they survive a power cut; after an error the repository in memory is ahead
 * of the disk and must be recovered.
 * @throws NETRAVEN_REPOSITORY_MOVED when the branch is not where this writer left it
 * @throws NETRAVEN_REPOSITORY_WRITE when the disk refuses
 */
export async function publishBatch(repository: Repository, batch: ObjectBatch): Promise<void> {
  const { gitDir, head, publishedHead } = repository;
  if (head === null || head === publishedHead) return;
  try {
    const pack = batch.finish();
    writePack(gitDir, pack);
    await publishReference(gitDir, publishedHead, head);
    repository.publishedHead = head;
    releasePack(gitDir, pack.name);
    repository.objects.refresh();
  } catch (cause) {
    if (cause instanceof NetravenError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NetravenError('NETRAVEN_REPOSITORY_WRITE', `${gitDir}: ${reason}`, { cause });
  }
}
