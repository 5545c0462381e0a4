import { SECOND } from '@netraven/common';
import {
  type AdmissionBook,
  countLogins,
  countSessions,
  emptyHolder,
  type Holder,
} from './admission-book.ts';
import { burstOf, type Limit, type Need, type Resource } from './limits.ts';

/** A tenth of a minute. */
const BURST_MS = 6 * SECOND;

/** Somebody who waits for room. */
export interface Applicant {
  readonly needs: readonly Need[];
  /** Compared as text: urgent before bulk, then in the order of the queue. */
  readonly rank: string;
}

export interface AdmissionRules {
  /** Own name in the book. */
  readonly me: string;
  readonly limit: (resource: Resource) => Limit;
  /** By the server's clock, since the epoch. */
  readonly nowMs: number;
}

export interface Admitted<A extends Applicant> {
  readonly admitted: readonly A[];
  readonly waiting: ReadonlyMap<A, readonly Resource[]>;
  /** The book as it is to stand then. */
  readonly book: AdmissionBook;
}

/**
 * Admits who finds room for all of its needs, in the order of rank. Who waits for one resource holds up nobody who
 * needs another; of a resource that somebody of another executor has waited for longer, one place stays free for him.
 * @param book with what this executor holds in it
 * @param mayAdmit asked for each that finds room; a no leaves it waiting for nothing in particular
 */
export function admit<A extends Applicant>(
  book: AdmissionBook,
  applicants: readonly A[],
  rules: AdmissionRules & { readonly mayAdmit: (applicant: A) => boolean },
): Admitted<A> {
  const admitted: A[] = [];
  const waiting = new Map<A, readonly Resource[]>();
  let mine: Holder = { ...(book.holders[rules.me] ?? emptyHolder), waiting: {} };
  const withMine = () => ({ ...book, holders: { ...book.holders, [rules.me]: mine } });
  for (const applicant of [...applicants].sort((a, b) => (a.rank < b.rank ? -1 : 1))) {
    const now = withMine();
    const full = applicant.needs.filter((need) => !hasRoom(now, need, { ...rules, rank: applicant.rank }));
    if (full.length > 0 || !rules.mayAdmit(applicant)) {
      waiting.set(
        applicant,
        full.map(({ resource }) => resource),
      );
      mine = { ...mine, waiting: queueUp(mine.waiting, applicant.rank, full) };
    } else {
      mine = take(mine, applicant.needs, 1);
      admitted.push(applicant);
    }
  }
  return { admitted, waiting, book: withMine() };
}

function hasRoom(
  book: AdmissionBook,
  { resource, sessions, logins }: Need,
  { limit, nowMs, rank }: AdmissionRules & { readonly rank: string },
): boolean {
  const { sessions: most, loginsPerMinute } = limit(resource);
  const ahead = Object.values(book.holders).reduce((sum, { waiting }) => {
    const first = waiting[resource];
    return sum + (first !== undefined && first.first < rank ? first.need : 0);
  }, 0);
  if (sessions > 0 && countSessions(book, resource) + sessions + ahead > most) return false;
  if (logins === 0) return true;
  const since = (ms: number) => countLogins(book, resource, nowMs - ms) + logins + ahead;
  return since(Number.POSITIVE_INFINITY) <= loginsPerMinute && since(BURST_MS) <= burstOf(loginsPerMinute);
}

/** @param sign 1 takes, -1 gives back */
export function take(holder: Holder, needs: readonly Need[], sign: 1 | -1): Holder {
  const sessions = { ...holder.sessions };
  const logins = { ...holder.logins };
  for (const need of needs) {
    addTo(sessions, need.resource, sign * need.sessions);
    addTo(logins, need.resource, sign * need.logins);
  }
  return { ...holder, sessions, logins };
}

function addTo(counts: Record<Resource, number>, resource: Resource, n: number): void {
  const sum = (counts[resource] ?? 0) + n;
  if (sum > 0) counts[resource] = sum;
  else delete counts[resource];
}

/** Applicants come in the order of rank, so the first that waits stays the first. */
function queueUp(waiting: Holder['waiting'], rank: string, full: readonly Need[]): Holder['waiting'] {
  const queue = { ...waiting };
  for (const { resource, sessions, logins } of full) {
    const { count, first, need } = queue[resource] ?? {
      count: 0,
      first: rank,
      need: Math.max(sessions, logins),
    };
    queue[resource] = { count: count + 1, first, need };
  }
  return queue;
}
