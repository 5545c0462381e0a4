import { commitFiles } from '../../../packages/git-writer/src/commit/commit-files.ts';
import { openBatch, publishBatch } from '../../../packages/git-writer/src/commit/publish-batch.ts';
import type { Repository } from '../../../packages/git-writer/src/repository/repository.ts';
import type { CorpusWrite } from './make-corpus.ts';

export const IDENTITY = { name: 'netraven', email: 'netraven@localhost' };
export const FIRST_SECOND = 1_700_000_000;

/** The message of the commit number `index`, as every writer under comparison gives it. */
export function messageOf(path: string, index: number): string {
  return `${path}: change\n\nCapture-Id: capture-${index}\n`;
}

/** One commit per write, `batchSize` of them in a pack; commit number `first + n` is at second `first + n`. */
export async function writeCorpus(
  repository: Repository,
  writes: readonly CorpusWrite[],
  { batchSize, first = 0 }: { batchSize: number; first?: number },
): Promise<void> {
  for (let start = 0; start < writes.length; start += batchSize) {
    const batch = openBatch(repository, 1);
    for (const [offset, { path, body }] of writes.slice(start, start + batchSize).entries()) {
      const index = first + start + offset;
      const signature = { ...IDENTITY, seconds: FIRST_SECOND + index };
      commitFiles(repository, batch, {
        files: [{ path, body, compressible: true }],
        deletions: [],
        author: signature,
        committer: signature,
        message: messageOf(path, index),
      });
    }
    await publishBatch(repository, batch);
  }
}
