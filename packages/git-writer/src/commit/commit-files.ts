import type { Repository } from '../repository/repository.ts';
import { encodeCommit, type Signature } from './commit-object.ts';
import type { ObjectBatch } from './object-batch.ts';

/** A file that a commit writes. */
export interface FileChange {
  readonly path: string;
  readonly body: Uint8Array;
  /** False for an encrypted file. */
  readonly compressible: boolean;
  /** Id of the body where the caller knows it. */
  readonly id?: Buffer;
}

export interface CommitRequest {
  readonly files: readonly FileChange[];
  /** Paths that are gone with this commit; absent ones are ignored. */
  readonly deletions: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/**
 * Adds one commit on top of the repository's head, in memory: nothing is visible before `publishBatch`.
 * @returns the commit, 40 hex digits
 */
export function commitFiles(repository: Repository, batch: ObjectBatch, request: CommitRequest): string {
  const { tree } = repository;
  for (const path of request.deletions) tree.delete(path);
  for (const { path, body, compressible, id } of request.files) {
    tree.set(path, batch.addBlob(body, compressible, id));
  }
  const committer = {
    ...request.committer,
    seconds: Math.max(request.committer.seconds, repository.committedSeconds),
  };
  const body = encodeCommit({
    tree: tree.store((folder) => batch.addTree(folder)).toString('hex'),
    parent: repository.head,
    author: request.author,
    committer,
    message: request.message,
  });
  repository.head = batch.addCommit(body).toString('hex');
  repository.committedSeconds = committer.seconds;
  return repository.head;
}
