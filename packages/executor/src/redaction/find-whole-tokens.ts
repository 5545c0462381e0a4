import { isInToken } from './secret-token.ts';

export interface SoughtText {
  readonly form: string;
  /** What takes its place. */
  readonly token: string;
}

export interface FoundText {
  readonly start: number;
  readonly end: number;
  readonly token: string;
}

/** A sought text by its longest run of letters and digits. */
interface Sought extends SoughtText {
  /** Where in the form the run begins. */
  readonly offset: number;
}

/**
 * Every place where one of many texts stands as a whole token: no letter or digit before or after it continues it.
 * Ascending by start, the longer one first. One pass over the text, whatever the number of texts: a text that stands
 * whole has its runs of letters and digits whole, so it is enough to look at runs whose hash is known.
 */
export function findWholeTokens(text: string, sought: readonly SoughtText[]): FoundText[] {
  const { byRun, runless } = indexByRun(sought);
  const filter = new Uint8Array(FILTER_SIZE);
  for (const run of byRun.keys()) filter[hashOf(run) & (FILTER_SIZE - 1)] = 1;
  const found: FoundText[] = [];
  if (byRun.size > 0) scanRuns(text, filter, (start, end) => matchRun(found, { text, byRun, start, end }));
  for (const { form, token } of runless) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
      found.push({ start: at, end: at + form.length, token });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

const FILTER_SIZE = 1 << 16;

function indexByRun(sought: readonly SoughtText[]): {
  byRun: Map<string, Sought[]>;
  runless: readonly SoughtText[];
} {
  const byRun = new Map<string, Sought[]>();
  const runless: SoughtText[] = [];
  for (const one of sought) {
    const run = longestRun(one.form);
    if (run === undefined) {
      runless.push(one);
      continue;
    }
    const entry = { ...one, offset: run.index };
    const same = byRun.get(run.text);
    if (same) same.push(entry);
    else byRun.set(run.text, [entry]);
  }
  return { byRun, runless };
}

function longestRun(form: string): { text: string; index: number } | undefined {
  let [index, length] = [0, 0];
  let start = 0;
  for (let at = 0; at <= form.length; at++) {
    if (at < form.length && isWordCode(form.charCodeAt(at))) continue;
    if (at - start > length) [index, length] = [start, at - start];
    start = at + 1;
  }
  return length === 0 ? undefined : { text: form.slice(index, index + length), index };
}

/** Letters and digits of ASCII, and all beyond it. */
function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code >= 128
  );
}

function hashOf(run: string): number {
  let hash = 0;
  for (let at = 0; at < run.length; at++) hash = (hash * 31 + run.charCodeAt(at)) | 0;
  return hash;
}

function scanRuns(text: string, filter: Uint8Array, onRun: (start: number, end: number) => void): void {
  let start = 0;
  let hash = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (isWordCode(code)) {
      hash = (hash * 31 + code) | 0;
      continue;
    }
    if (at > start && filter[hash & (FILTER_SIZE - 1)] === 1) onRun(start, at);
    start = at + 1;
    hash = 0;
  }
}

interface Run {
  readonly text: string;
  readonly byRun: ReadonlyMap<string, readonly Sought[]>;
  readonly start: number;
  readonly end: number;
}

function matchRun(found: FoundText[], { text, byRun, start, end }: Run): void {
  for (const { form, token, offset } of byRun.get(text.slice(start, end)) ?? []) {
    const from = start - offset;
    const to = from + form.length;
    if (from < 0 || !text.startsWith(form, from)) continue;
    if (continuesAt(text, from) || continuesAt(text, to) || isInToken(text, from)) continue;
    found.push({ start: from, end: to, token });
  }
}

/** The characters on both sides of a boundary belong to one word. */
function continuesAt(text: string, boundary: number): boolean {
  if (boundary <= 0 || boundary >= text.length) return false;
  return isWordCode(text.charCodeAt(boundary - 1)) && isWordCode(text.charCodeAt(boundary));
}
