/** A promise that was not kept. */
export interface Violation {
  /** The promise, in a few words. */
  readonly rule: string;
  /** Where, with what was expected and what was found. */
  readonly what: string;
}

export function violation(rule: string, what: string): Violation {
  return { rule, what };
}
