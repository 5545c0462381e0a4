import { parseMessage } from '@netraven/common/message';
import { z } from 'zod';
import type { Resource } from './limits.ts';

const count = z.number().int().nonnegative();
const countsSchema = z.record(z.string(), count);

/** What one executor takes now; absolute, so that writing it again changes nothing. */
export const holderSchema = z.object({
  /** Resource → sessions that are open or may be opened. */
  sessions: countsSchema,
  /** Resource → logins that are under way or may begin. */
  logins: countsSchema,
  /** Resource without room → how many tasks wait for it, and rank and need of the first of them. */
  waiting: z.record(z.string(), z.object({ count, first: z.string(), need: count })),
});
export type Holder = z.output<typeof holderSchema>;

/** One record for a site, changed by compare-and-set. */
export const admissionBookSchema = z.object({
  v: z.literal(1),
  /** By the name of the executor's presence. */
  holders: z.record(z.string(), holderSchema),
  /** Resource → logins that ended: second of the server's clock since the epoch, rounded up, and their number. */
  recent: z.record(z.string(), z.array(z.tuple([z.number().int(), count]))),
});
export type AdmissionBook = z.output<typeof admissionBookSchema>;

export const emptyBook: AdmissionBook = { v: 1, holders: {}, recent: {} };
export const emptyHolder: Holder = { sessions: {}, logins: {}, waiting: {} };

/** One that cannot be read is as if it were empty: then holders write themselves in again, at their next change. */
export function parseBook(value: Uint8Array): AdmissionBook {
  try {
    return parseMessage('admission', admissionBookSchema, value);
  } catch {
    return emptyBook;
  }
}

/** A login that ended, by the server's clock in milliseconds. */
export interface EndedLogin {
  readonly resource: Resource;
  readonly atMs: number;
}

const MINUTE_S = 60;
/** For the difference of clocks that were compared with the server's. */
const MARGIN_S = 1;

/** The book with these logins in it, and without those that are over a minute old. */
export function noteLogins(book: AdmissionBook, ended: readonly EndedLogin[], nowMs: number): AdmissionBook {
  const recent: AdmissionBook['recent'] = {};
  const bySecond = (resource: Resource) => new Map(book.recent[resource] ?? []);
  const seconds = new Map(Object.keys(book.recent).map((resource) => [resource, bySecond(resource)]));
  for (const { resource, atMs } of ended) {
    const of = seconds.get(resource) ?? bySecond(resource);
    const second = Math.ceil(atMs / 1000);
    of.set(second, (of.get(second) ?? 0) + 1);
    seconds.set(resource, of);
  }
  for (const [resource, of] of seconds) {
    const young = [...of].filter(([second]) => second > nowMs / 1000 - MINUTE_S - MARGIN_S);
    if (young.length > 0) recent[resource] = young;
  }
  return { ...book, recent };
}

/** Logins of a resource that are under way or ended after an instant; those of over a minute ago are not known. */
export function countLogins(book: AdmissionBook, resource: Resource, sinceMs: number): number {
  const ended = (book.recent[resource] ?? []).reduce(
    (sum, [second, n]) => sum + (second * 1000 > sinceMs ? n : 0),
    0,
  );
  return ended + sumOf(book, (holder) => holder.logins[resource]);
}

export function countSessions(book: AdmissionBook, resource: Resource): number {
  return sumOf(book, (holder) => holder.sessions[resource]);
}

export function sumOf(book: AdmissionBook, read: (holder: Holder) => number | undefined): number {
  return Object.values(book.holders).reduce((sum, holder) => sum + (read(holder) ?? 0), 0);
}

/**
 * Strikes an executor out that is gone. Its logins under way took place before it went, if at all, so they count from
 * now.
 */
export function strikeOut(book: AdmissionBook, name: string, nowMs: number): AdmissionBook {
  const { [name]: gone, ...holders } = book.holders;
  const ended = Object.entries(gone?.logins ?? {}).flatMap(([resource, n]) =>
    Array.from({ length: n }, () => ({ resource, atMs: nowMs })),
  );
  return noteLogins({ ...book, holders }, ended, nowMs);
}

/** The book without an executor that holds nothing and waits for nothing. */
export function dropEmpty(book: AdmissionBook, name: string): AdmissionBook {
  const mine = book.holders[name] ?? emptyHolder;
  const counts = [mine.sessions, mine.logins, mine.waiting];
  if (counts.some((of) => Object.keys(of).length > 0)) return book;
  const { [name]: _, ...holders } = book.holders;
  return { ...book, holders };
}
