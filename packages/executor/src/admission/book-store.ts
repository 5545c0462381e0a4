import { isWrongRevision } from '@netraven/common/jetstream';
import type { KV } from 'nats';
import { type AdmissionBook, emptyBook, parseBook } from './admission-book.ts';

export const BOOK_KEY = 'book';

interface Stored {
  readonly book: AdmissionBook;
  /** 0 when nothing stands there. */
  readonly revision: number;
}

/** The record in the store of the site; what was read or written last is remembered until it is doubted. */
export class BookStore {
  readonly #kv: KV;
  #known: Stored | null = null;

  constructor(kv: KV) {
    this.#kv = kv;
  }

  async read(): Promise<AdmissionBook> {
    return (await this.#read()).book;
  }

  /** Others may have written meanwhile. */
  forget(): void {
    this.#known = null;
  }

  /**
   * Writes what follows from what was read last.
   * @returns false when another executor wrote first
   */
  async write(book: AdmissionBook): Promise<boolean> {
    const { book: before, revision: previousSeq } = await this.#read();
    const body = JSON.stringify(book);
    if (body === JSON.stringify(before)) return true;
    this.#known = null;
    try {
      const revision = await this.#kv.put(BOOK_KEY, body, { previousSeq });
      this.#known = { book, revision };
      return true;
    } catch (error) {
      if (isWrongRevision(error)) return false;
      throw error;
    }
  }

  async #read(): Promise<Stored> {
    if (this.#known !== null) return this.#known;
    const entry = await this.#kv.get(BOOK_KEY);
    const book = entry?.operation === 'PUT' ? parseBook(entry.value) : emptyBook;
    const read = { book, revision: entry?.revision ?? 0 };
    this.#known = read;
    return read;
  }
}
