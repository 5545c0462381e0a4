import { existsSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import { NetravenError } from '@netraven/common';
import type { GitFile, GitInput, GitOutput } from '@netraven/common/api';
import { diffLines } from '@netraven/common/diff';
import { parseCommit } from '../commit/commit-object.ts';
import { TreeDirectory } from '../commit/tree-directory.ts';
import { cutAtLine } from '../content/compare-texts.ts';
import { ObjectStore } from '../pack/object-store.ts';

/** With base64 and the rest of an answer this stays below a megabyte, the smallest limit of NATS. */
const SLICE_BYTES = 512 * 1024;
const LONGEST_DIFF = 512 * 1024;

/** Answers reads from the repository; it needs no lock and may run beside an active writer. */
export interface RepositoryReader {
  show(input: GitFile & { readonly offset: number }): GitOutput<'show'>;
  diff(input: GitInput<'diff'>): GitOutput<'diff'>;
  close(): void;
}

/** The repository need not exist yet; until it does every read is answered with NETRAVEN_NOT_FOUND. */
export function openReader(gitDir: string): RepositoryReader {
  let store: ObjectStore | undefined;
  const objects = () => {
    if (!store && !existsSync(`${gitDir}/objects/pack`)) throw notFound('the repository is empty');
    store ??= new ObjectStore(gitDir);
    return store;
  };
  /** A large file is asked for slice by slice: its packed form is kept from one to the next. */
  let last: { readonly blob: string; readonly bytes: number; readonly packed: Buffer } | undefined;
  return {
    show: ({ offset, ...file }) => {
      const blob = findBlob(objects(), file);
      if (last?.blob !== blob) {
        const body = objects().readAs('blob', blob);
        last = { blob, bytes: body.length, packed: zstdCompressSync(body) };
      }
      const { bytes, packed } = last;
      const data = packed.subarray(offset, offset + SLICE_BYTES).toString('base64');
      return { blob, bytes, data, total: packed.length };
    },
    diff: ({ from, to }) => diffFiles(objects(), from, to),
    close: () => store?.close(),
  };
}

function diffFiles(objects: ObjectStore, from: GitFile | null, to: GitFile): GitOutput<'diff'> {
  const [previous, current] = [from === null ? '' : readText(objects, from), readText(objects, to)];
  const labels = [from === null ? '/dev/null' : `a/${from.path}`, `b/${to.path}`] as const;
  const { unified, added, removed } = diffLines(previous, current, { labels });
  const diff = cutAtLine(unified, LONGEST_DIFF);
  return { diff, truncated: diff.length < unified.length, added, removed };
}

function readText(objects: ObjectStore, file: GitFile): string {
  return objects.readAs('blob', findBlob(objects, file)).toString('utf8');
}

/** @throws NETRAVEN_NOT_FOUND naming what the repository does not hold */
function findBlob(objects: ObjectStore, { commit, path }: GitFile): string {
  const object = objects.read(commit);
  if (object?.type !== 'commit') throw notFound(`there is no commit ${commit}`);
  const parts = path.split('/');
  let id = parseCommit(object.body).tree;
  for (const [depth, part] of parts.entries()) {
    const folder = new TreeDirectory('', null);
    folder.load(objects.readAs('tree', id));
    const kind = depth === parts.length - 1 ? 'file' : 'folder';
    const entry = folder.idOf(Buffer.from(part, 'utf8').toString('latin1'), kind);
    if (!entry) throw notFound(`there is no ${path} at commit ${commit.slice(0, 12)}`);
    id = entry.toString('hex');
  }
  return id;
}

function notFound(message: string): NetravenError {
  return new NetravenError('NETRAVEN_NOT_FOUND', message);
}
