import { createHash } from 'node:crypto';

/** What git and every file system that may clone the repository takes as one part of a path. */
const MAX_PART_BYTES = 200;
/** The longest suffix a device's files carry. */
const SUFFIX_BYTES = '.cfg.age'.length;
const HASH_LENGTH = 6;
/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/;

/**
 * A device name as a file name without suffix: lower case, of `[a-z0-9._-]`, other bytes as `%xx`; not hidden, not an
 * option, not a reserved name, short enough for any file system.
 */
export function toSlug(name: string): string {
  let slug = '';
  for (const byte of Buffer.from(name.toLowerCase(), 'utf8')) {
    const char = String.fromCharCode(byte);
    slug += /[a-z0-9._-]/.test(char) ? char : escapeByte(byte);
  }
  if (/^[.-]/.test(slug) || RESERVED.test(slug)) slug = escapeByte(slug.charCodeAt(0)) + slug.slice(1);
  if (slug.endsWith('.')) slug = `${slug.slice(0, -1)}%2e`;
  return slug.length + SUFFIX_BYTES <= MAX_PART_BYTES ? slug : cut(slug, shortId(name));
}

/**
 * Paths a device's configuration may get in the repository, best first: the plain one, then such with an id made from
 * the name, for where another device has it. It is assigned once: the caller keeps it.
 */
export function pathCandidates(site: string, name: string): string[] {
  const slug = toSlug(name);
  const withId = [0, 1, 2].map((salt) => cut(slug, shortId(name, salt)));
  return [slug, ...withId].map((part) => `${site}/${part}.cfg`);
}

function cut(slug: string, id: string): string {
  const room = MAX_PART_BYTES - SUFFIX_BYTES - id.length - 1;
  return `${slug.slice(0, room).replace(/%.?$/, '')}-${id}`;
}

function shortId(name: string, salt = 0): string {
  const salted = salt === 0 ? name : `${name}\u0000${salt}`;
  return createHash('sha256').update(salted).digest('hex').slice(0, HASH_LENGTH);
}

function escapeByte(byte: number): string {
  return `%${byte.toString(16).padStart(2, '0')}`;
}
