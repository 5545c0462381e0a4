import { TreeDirectory } from '../commit/tree-directory.ts';
import type { ObjectStore } from '../pack/object-store.ts';

/** A file that differs between two trees. */
export interface ChangedFile {
  readonly path: string;
  /** Blob before, 40 hex digits; null when the file is new. */
  readonly before: string | null;
  /** Blob after; null when the file is gone. */
  readonly after: string | null;
}

/** The files that differ between two trees, in git's order; only folders that differ are read. */
export function changedFiles(
  objects: Pick<ObjectStore, 'readAs'>,
  before: string | null,
  after: string | null,
  prefix = '',
): ChangedFile[] {
  if (before === after) return [];
  const old = readEntries(objects, before);
  const fresh = readEntries(objects, after);
  const changes: ChangedFile[] = [];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const from = old.get(key) ?? null;
    const to = fresh.get(key) ?? null;
    if (from === to) continue;
    if (key.endsWith('/')) changes.push(...changedFiles(objects, from, to, prefix + key));
    else changes.push({ path: prefix + key, before: from, after: to });
  }
  return changes;
}

/** Name → id; the name of a folder ends with `/`. */
function readEntries(objects: Pick<ObjectStore, 'readAs'>, tree: string | null): Map<string, string> {
  if (tree === null) return new Map();
  const folder = new TreeDirectory('', null);
  folder.load(objects.readAs('tree', tree));
  return new Map(
    [...folder.entries()].map(({ name, kind, id }) => [
      kind === 'folder' ? `${name}/` : name,
      id.toString('hex'),
    ]),
  );
}
