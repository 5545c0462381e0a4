import { type Logger, pause, SECOND } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import type { KV } from 'nats';
import type { LeaseBucket } from '../task/device-lease.ts';
import {
  type AdmissionBook,
  dropEmpty,
  type EndedLogin,
  emptyHolder,
  type Holder,
  noteLogins,
  strikeOut,
} from './admission-book.ts';
import { type Admitted, type Applicant, admit, take } from './admit.ts';
import { BookStore } from './book-store.ts';
import { clampNeeds, type Limit, limitOf, type Need, type Resource } from './limits.ts';
import { isGone, type Presence, takePresence } from './presence.ts';
import type { Answer, Grant, Ticket } from './ticket.ts';

const POLL_MS = 250;
/** An ended login is told with the next change, or after this long. */
const TELL_MS = SECOND;
const LOOK_FOR_GONE_MS = 3 * SECOND;
const LEAST_WAITING = 20;
/** Writes in a row that others may forestall before this executor rests. */
const TRIES = 10;

/** What an admission is kept with. */
export interface AdmissionSite {
  readonly name: string;
  readonly site: string;
  readonly settings: Config['admission'];
  readonly lease: LeaseBucket;
  readonly kv: KV;
  /** Tasks that may wait here for one resource. */
  readonly room: number;
  /** Session slots of this executor that are free. */
  readonly freeSlots: () => number;
  readonly log: Logger;
}

/**
 * The limits of a site, kept together by its executors in one record. Nothing here is asked for while nobody needs what
 * is limited. A round reads or remembers the record, admits who finds room, and writes it back if nobody has in
 * between: whatever waits at that moment is one round, so that the cost for a task shrinks as they become more.
 */
export class Admission {
  readonly #site: AdmissionSite;
  readonly #store: BookStore;
  readonly #tickets = new Set<Ticket>();
  readonly #stopped = new AbortController();
  #presence: Presence | null = null;
  #mine: Holder = emptyHolder;
  #ended: EndedLogin[] = [];
  /** Changes so far to what the book is to say of this executor, and how many of them it says. */
  #changes = 0;
  #written = 0;
  #running: Promise<void> | null = null;
  #wake = Promise.withResolvers<void>();
  /** Parked tasks that were admitted and have no slot yet. */
  #resuming = 0;
  #lookedForGoneAt = Number.NEGATIVE_INFINITY;
  /** Executors to be struck out of the record. */
  readonly #gone = new Set<string>();
  #incarnation = 0;

  constructor(site: AdmissionSite) {
    this.#site = site;
    this.#store = new BookStore(site.kv);
  }

  get waiting(): number {
    return this.#tickets.size;
  }

  limit(resource: Resource): Limit {
    return limitOf(this.#site.settings, this.#site.site, resource);
  }

  /** What is limited of these needs. */
  clamp(needs: readonly Need[]): Need[] {
    return clampNeeds(needs, (resource) => this.limit(resource));
  }

  /** Waits for room. Never rejects. */
  enter(
    { needs, rank }: Applicant,
    { signal, onWait }: { readonly signal: AbortSignal; readonly onWait?: () => void },
  ): Promise<Answer> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve({ kind: 'left' });
      const leave = () => ticket.answer({ kind: 'left' });
      const ticket: Ticket = {
        needs,
        rank,
        onWait,
        isParked: false,
        waitsFor: [],
        answer: (answer) => {
          signal.removeEventListener('abort', leave);
          this.#tickets.delete(ticket);
          resolve(answer);
          if (answer.kind !== 'admitted') this.#change();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#tickets.add(ticket);
      this.#run();
    });
  }

  /** Gives everything back; what still waits is let go. */
  async close(): Promise<void> {
    for (const ticket of [...this.#tickets]) ticket.answer({ kind: 'left' });
    this.#stopped.abort();
    this.#wake.resolve();
    await this.#running;
    if (this.#presence === null) return;
    this.#mine = emptyHolder;
    await this.#round(this.#presence).catch(() => undefined);
    await this.#presence.lease.release();
  }

  /** The book still holds or keeps a place here that is not wanted any more. */
  #change(): void {
    this.#changes++;
    this.#run();
  }

  #run(): void {
    this.#wake.resolve();
    this.#start();
  }

  #start(): void {
    if (this.#stopped.signal.aborted) return;
    this.#running ??= this.#loop().finally(() => {
      this.#running = null;
      if (this.#hasWork()) this.#start();
    });
  }

  #hasWork(): boolean {
    return this.#isUrgent() || this.#ended.length > 0;
  }

  #isUrgent(): boolean {
    return this.#tickets.size > 0 || this.#changes > this.#written;
  }

  /** Never rejects. */
  async #loop(): Promise<void> {
    while (this.#hasWork() && !this.#stopped.signal.aborted) {
      this.#wake = Promise.withResolvers();
      if (!this.#isUrgent()) await this.#rest(TELL_MS);
      try {
        const presence = await this.#ensurePresence();
        if (presence === null) return;
        await this.#lookForGone(presence);
        await this.#round(presence);
        if (this.#tickets.size > 0) await this.#rest(POLL_MS);
      } catch (error) {
        this.#site.log.warn({ err: error }, 'the limits of the site could not be read or written');
        this.#wake = Promise.withResolvers();
        await this.#rest(POLL_MS);
      }
    }
  }

  /** Others may have given something back meanwhile, so what is known is read again. */
  async #rest(ms: number): Promise<void> {
    const done = new AbortController();
    await Promise.race([pause(ms * (0.5 + Math.random()), done.signal), this.#wake.promise]);
    done.abort();
    this.#store.forget();
  }

  async #ensurePresence(): Promise<Presence | null> {
    if (this.#presence?.lease.isHeld()) return this.#presence;
    const { lease, name } = this.#site;
    // Under a new name: what the old one held is struck out when its lease has run out.
    this.#mine = emptyHolder;
    this.#ended = [];
    this.#store.forget();
    this.#incarnation++;
    this.#presence = await takePresence(lease, `${name}.${this.#incarnation}`, this.#stopped.signal);
    return this.#presence;
  }

  async #lookForGone(presence: Presence): Promise<void> {
    const { lease, log } = this.#site;
    if (performance.now() - this.#lookedForGoneAt < LOOK_FOR_GONE_MS) return;
    this.#lookedForGoneAt = performance.now();
    const book = await this.#store.read();
    for (const name of Object.keys(book.holders)) {
      if (name === presence.name || !(await isGone(lease.kv, name))) continue;
      log.warn({ executor: name }, 'an executor is gone, what it held becomes free');
      this.#gone.add(name);
    }
  }

  async #round(presence: Presence): Promise<void> {
    for (let tried = 0; tried < TRIES; tried++) {
      const known = await this.#store.read();
      const [changes, ended] = [this.#changes, this.#ended];
      const result = this.#decide(known, presence);
      if (!(await this.#store.write(result.book))) continue;
      // Whoever was away too long may have been struck out meanwhile.
      if (!presence.lease.isHeld()) return;
      this.#written = changes;
      this.#ended = this.#ended.slice(ended.length);
      for (const name of this.#gone) if (!(name in result.book.holders)) this.#gone.delete(name);
      for (const ticket of result.admitted) this.#admit(ticket, presence);
      for (const [ticket, resources] of result.waiting) this.#park(ticket, resources);
      return;
    }
  }

  /** What this executor holds is written as it is, so that a write whose answer was lost does no harm. */
  #decide(known: AdmissionBook, presence: Presence): Admitted<Ticket> {
    const me = presence.name;
    const nowMs = presence.nowMs();
    const struck = [...this.#gone].reduce((book, name) => strikeOut(book, name, nowMs), known);
    const held = { ...struck, holders: { ...struck.holders, [me]: this.#mine } };
    let room = Math.max(1 - this.#resuming, this.#site.freeSlots());
    const result = admit(noteLogins(held, this.#ended, nowMs), [...this.#tickets], {
      me,
      nowMs,
      limit: (resource) => this.limit(resource),
      mayAdmit: (ticket) => !ticket.isParked || room-- > 0,
    });
    return { ...result, book: dropEmpty(result.book, me) };
  }

  /** It is in the book; whoever has left meanwhile is taken out again. */
  #admit(ticket: Ticket, presence: Presence): void {
    const change = (needs: readonly Need[], sign: 1 | -1) => {
      if (this.#presence !== presence) return;
      this.#mine = take(this.#mine, needs, sign);
    };
    change(ticket.needs, 1);
    let left = ticket.needs;
    const grant: Grant = {
      lost: presence.lease.lost,
      loginEnded: (resource) => {
        left = left.map((need) =>
          need.resource === resource ? { ...need, logins: Math.max(0, need.logins - 1) } : need,
        );
        change([{ resource, sessions: 0, logins: 1 }], -1);
        if (this.#presence !== presence) return;
        this.#ended = [...this.#ended, { resource, atMs: presence.nowMs() }];
        this.#start();
      },
      release: () => {
        change(left, -1);
        left = [];
        this.#change();
      },
    };
    if (!this.#tickets.has(ticket)) {
      grant.release();
      return;
    }
    if (ticket.isParked) this.#resuming++;
    const resumed = () => {
      if (ticket.isParked) this.#resuming--;
    };
    ticket.answer({ kind: 'admitted', grant, resumed });
  }

  /** Who waits gives its slot to others. Of too many that wait for the same, the last in rank comes again later. */
  #park(ticket: Ticket, resources: readonly Resource[]): void {
    if (!this.#tickets.has(ticket)) return;
    ticket.waitsFor = resources;
    if (ticket.onWait === undefined || ticket.isParked) return;
    ticket.isParked = true;
    ticket.onWait();
    const room = Math.max(LEAST_WAITING, this.#site.room);
    for (const resource of resources) {
      const parked = [...this.#tickets].filter(
        ({ isParked, waitsFor }) => isParked && waitsFor.includes(resource),
      );
      if (parked.length <= room) continue;
      parked
        .sort((a, b) => (a.rank < b.rank ? -1 : 1))
        .at(-1)
        ?.answer({ kind: 'later' });
    }
  }
}
