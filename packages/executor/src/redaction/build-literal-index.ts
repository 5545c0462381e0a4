import type { Literals } from './required-literals.ts';

/** Finds which of many literals a text holds, in one pass and without regard to the case of ASCII letters. */
export interface LiteralIndex {
  /** Position after the first literal found at or after `from`; -1 if there is none. */
  firstEnd(text: string, from: number): number;
  /** Ids of the literals in a text, ascending, each once. */
  idsIn(text: string): number[];
}

/**
 * An Aho-Corasick automaton: one table look-up per character, however many literals there are.
 * @param literals lower-case texts without line ends, with the ids they stand for
 * @see Aho, Corasick, Efficient string matching, CACM 18 (6), 1975
 */
export function buildLiteralIndex(literals: ReadonlyMap<string, readonly number[]>): LiteralIndex {
  const classes = classifyCharacters([...literals.keys()]);
  const machine = buildMachine(literals, classes);
  const { next, ids } = machine;
  const width = classes.count;
  const classOf = classes.of;
  return {
    firstEnd(text, from) {
      let state = 0;
      for (let at = from; at < text.length; at++) {
        const code = text.charCodeAt(at);
        state = next[state * width + (code < 128 ? (classOf[code] ?? 0) : 0)] ?? 0;
        if (ids[state] !== undefined) return at + 1;
      }
      return -1;
    },
    idsIn(text) {
      const found: number[] = [];
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        state = next[state * width + (code < 128 ? (classOf[code] ?? 0) : 0)] ?? 0;
        const here = ids[state];
        if (here !== undefined) for (const id of here) if (!found.includes(id)) found.push(id);
      }
      return found.length < 2 ? found : found.sort((a, b) => a - b);
    },
  };
}

/** Characters no literal has share class 0; upper and lower case share one. */
interface CharacterClasses {
  readonly of: Uint8Array;
  readonly count: number;
}

function classifyCharacters(literals: Literals): CharacterClasses {
  const of = new Uint8Array(128);
  let count = 1;
  for (const literal of literals) {
    for (let at = 0; at < literal.length; at++) {
      const code = literal.charCodeAt(at);
      if (code >= 128) throw new RangeError('a literal must be ASCII');
      if (of[code] === 0) of[code] = count++;
      if (code >= 97 && code <= 122) of[code - 32] = of[code] ?? 0;
    }
  }
  return { of, count };
}

interface Machine {
  /** State × class → state. */
  readonly next: Uint16Array;
  /** Ids of the literals that end in a state, those that end within others too. */
  readonly ids: readonly (readonly number[] | undefined)[];
}

function buildMachine(literals: ReadonlyMap<string, readonly number[]>, classes: CharacterClasses): Machine {
  const width = classes.count;
  const size = [...literals.keys()].reduce((sum, literal) => sum + literal.length, 1);
  if (size > 65_535) throw new RangeError(`${size} characters of literals, at most 65535`);
  const next = new Uint16Array(size * width);
  const ids: (number[] | undefined)[] = new Array(size);
  let states = 1;
  for (const [literal, own] of literals) {
    let state = 0;
    for (let at = 0; at < literal.length; at++) {
      const cell = state * width + (classes.of[literal.charCodeAt(at)] ?? 0);
      if (next[cell] === 0) next[cell] = states++;
      state = next[cell] ?? 0;
    }
    ids[state] = [...(ids[state] ?? []), ...own];
  }
  linkFailures(next, ids, width);
  return { next, ids };
}

/** Fills the table so that it never has to go back: breadth first, from shorter suffixes to longer ones. */
function linkFailures(next: Uint16Array, ids: (number[] | undefined)[], width: number): void {
  const queue: number[] = [];
  const fail = new Uint16Array(ids.length);
  for (let cell = 0; cell < width; cell++) if (next[cell]) queue.push(next[cell] ?? 0);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    const back = fail[state] ?? 0;
    const inherited = ids[back];
    if (inherited) ids[state] = [...(ids[state] ?? []), ...inherited];
    for (let cell = 0; cell < width; cell++) {
      const target = next[state * width + cell] ?? 0;
      const fallback = next[back * width + cell] ?? 0;
      if (target === 0) {
        next[state * width + cell] = fallback;
      } else {
        fail[target] = fallback;
        queue.push(target);
      }
    }
  }
}
