import { parseCommit } from '../commit/commit-object.ts';
import { parseCommitFacts } from '../commit/parse-commit-facts.ts';
import { compareTexts } from '../content/compare-texts.ts';
import { SEALED_SUFFIX } from '../content/config-path.ts';
import type { ObjectStore } from '../pack/object-store.ts';
import { changedFiles } from './changed-files.ts';
import { buildVersion, type Version } from './version.ts';

/** The version a commit stores, read back from the repository; undefined for a commit that netraven did not make. */
export function versionOfCommit(objects: Pick<ObjectStore, 'readAs'>, commit: string): Version | undefined {
  const { tree, parent, message, committerSeconds } = parseCommit(objects.readAs('commit', commit));
  const facts = parseCommitFacts(message);
  if (!facts) return undefined;
  const parentTree = parent === null ? null : parseCommit(objects.readAs('commit', parent)).tree;
  const changes = changedFiles(objects, parentTree, tree).filter(({ path }) => !path.endsWith(SEALED_SUFFIX));
  const written = changes.find(({ after }) => after !== null);
  if (!written?.after) return undefined;
  const before = written.before ?? changes.find(({ after }) => after === null)?.before ?? null;
  const text = objects.readAs('blob', written.after).toString('utf8');
  const previous = before === null ? null : objects.readAs('blob', before).toString('utf8');
  return buildVersion(
    { facts, path: written.path, commit, committedSeconds: committerSeconds, blob: written.after, text },
    compareTexts(previous, text, written.path),
  );
}
