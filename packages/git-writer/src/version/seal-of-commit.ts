import type { CommitFacts } from '../commit/commit-message.ts';
import { parseCommit } from '../commit/commit-object.ts';
import { parseCommitFacts } from '../commit/parse-commit-facts.ts';
import type { ObjectStore } from '../pack/object-store.ts';

/** What a commit says that changed nothing but to whom an original is sealed; undefined for any other commit. */
export function sealOfCommit(objects: Pick<ObjectStore, 'readAs'>, commit: string): CommitFacts | undefined {
  const facts = parseCommitFacts(parseCommit(objects.readAs('commit', commit)).message);
  return facts?.change === 'resealed' ? facts : undefined;
}
