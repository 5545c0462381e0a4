import { readFileSync, statSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { ObjectType } from './object-id.ts';

const HEADER = /^(commit|tree|blob) (\d+)$/;

/** An object with its type and body. */
export interface GitObject {
  readonly type: ObjectType;
  readonly body: Buffer;
}

/**
 * Reads an object that stands in a file of its own, as stock git leaves them after a small push.
 * @returns undefined when there is none
 * @throws RangeError or a zlib error when the file is damaged
 */
export function readLooseObject(gitDir: string, id: Buffer): GitObject | undefined {
  const path = looseObjectPath(gitDir, id);
  if (!statSync(path, { throwIfNoEntry: false })) return undefined;
  const raw = inflateSync(readFileSync(path));
  const headerEnd = raw.indexOf(0);
  const match = HEADER.exec(raw.toString('latin1', 0, Math.max(headerEnd, 0)));
  const body = raw.subarray(headerEnd + 1);
  if (!match || Number(match[2]) !== body.length) throw new RangeError('no loose object');
  return { type: match[1] as ObjectType, body };
}

function looseObjectPath(gitDir: string, id: Buffer): string {
  const hex = id.toString('hex');
  return `${gitDir}/objects/${hex.slice(0, 2)}/${hex.slice(2)}`;
}
