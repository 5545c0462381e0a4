import { SECOND } from '@netraven/common';
import type { KV } from 'nats';

const BELIEVED_MS = 10 * SECOND;

/**
 * When a bucket was created, by the server's clock, asked for no more often than needed. A bucket that was replaced
 * is noticed by its revisions, which start again, and otherwise within ten seconds.
 */
export class BucketAge {
  readonly #bucket: KV;
  #createdMs: Promise<number> | null = null;
  #askedAt = 0;
  /** Highest revision seen; those of one bucket only grow. */
  #revision = 0;

  constructor(bucket: KV) {
    this.#bucket = bucket;
  }

  /** Milliseconds since the epoch; may be that of a bucket that was replaced since, never that of a later one. */
  createdMs(): Promise<number> {
    const isBelieved = performance.now() - this.#askedAt < BELIEVED_MS;
    return this.#createdMs !== null && isBelieved ? this.#createdMs : this.#ask();
  }

  /**
   * Takes note of a revision the bucket has just given.
   * @returns false when it shows that the bucket is another than the one whose creation time is known
   */
  confirms(revision: number): boolean {
    const isSame = revision > this.#revision;
    this.#revision = revision;
    if (!isSame) this.#createdMs = null;
    return isSame;
  }

  /** Something contradicts what is known: it is asked for again. */
  forget(): void {
    this.#createdMs = null;
  }

  #ask(): Promise<number> {
    this.#askedAt = performance.now();
    const asked = this.#bucket.status().then(({ streamInfo }) => new Date(streamInfo.created).getTime());
    asked.catch(() => {
      this.#createdMs = null;
    });
    this.#createdMs = asked;
    return asked;
  }
}
