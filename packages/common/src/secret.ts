import { inspect } from 'node:util';

const PRINTED = '[secret]';

/**
 * A value that must not appear in logs, errors or messages: it prints as `[secret]` whichever way it is printed,
 * and only `reveal` gives it away.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}
