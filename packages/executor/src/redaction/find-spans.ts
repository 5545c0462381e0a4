import { type CompiledPattern, KEYWORD, type RuleSet } from './compile-rules.ts';
import { findPemSpans } from './find-pem-spans.ts';
import { findKeywordSpans } from './keyword-net/find-keyword-spans.ts';
import { isMasked } from './keyword-net/find-value.ts';
import { findXmlSpans } from './keyword-net/find-xml-spans.ts';
import { isHarmlessWord, keywordOf } from './keyword-net/keywords.ts';
import { looksSecret } from './keyword-net/looks-secret.ts';
import { qualifiers } from './keyword-net/vocabulary.ts';
import { type LineView, viewsOf } from './line-view.ts';
import { tokenPattern } from './secret-token.ts';
import type { Sections } from './sections.ts';
import { mergeSpans, type Span } from './span.ts';

/** All secret values of a line, in order and apart: what the rules mark, then what the keyword net adds. */
export function findSpans(line: string, rules: RuleSet, sections: Sections): readonly Span[] {
  const ids = rules.looksEverywhere ? allIds(rules, line) : rules.literals.idsIn(line);
  if (ids.length === 0) return [];
  const looked: Looked = { line, sections, views: viewsOf(line) };
  const marked: Span[] = [];
  for (const id of ids) if (id < rules.lastFrom) matchViews(marked, rules.patterns[id], looked);
  const caught = ids.includes(KEYWORD)
    ? [...findPemSpans(line), ...findXmlSpans(line), ...findKeywordSpans(line, sections)]
    : [];
  const found = [...marked.filter((span) => isSure(line, span, caught)), ...caught];
  for (const id of ids) if (id >= rules.lastFrom) matchViews(found, rules.patterns[id], looked);
  return found.length === 0 ? found : withoutTokens(line, mergeSpans(found));
}

/** With the rules that have no literal, in order. */
function allIds(rules: RuleSet, line: string): number[] {
  const ids = new Set(rules.literals.idsIn(line));
  for (const [id, pattern] of rules.patterns.entries()) if (pattern.literals.length === 0) ids.add(id);
  return [...ids].sort((a, b) => a - b);
}

/** A line on the way through the patterns. */
interface Looked {
  readonly line: string;
  readonly sections: Sections;
  readonly views: readonly LineView[];
}

function matchViews(found: Span[], pattern: CompiledPattern | undefined, looked: Looked): void {
  if (pattern === undefined) return;
  for (const view of looked.views) {
    if (pattern.isAnchored && !view.isStart) return;
    pattern.regex.lastIndex = 0;
    if (pattern.regex.test(view.text)) matchPattern(found, pattern, looked, view);
  }
}

function matchPattern(found: Span[], pattern: CompiledPattern, looked: Looked, view: LineView): void {
  const { locate, within, groups, kind, opaque } = pattern;
  if (within !== undefined && !looked.sections.has(within, looked.line)) return;
  locate.lastIndex = 0;
  for (let match = locate.exec(view.text); match !== null; match = locate.exec(view.text)) {
    if (match[0] === '') locate.lastIndex++;
    for (const group of groups) {
      const range = match.indices?.groups?.[group];
      if (range === undefined || range[0] === range[1]) continue;
      const span = withoutQuotes(looked.line, {
        start: view.at(range[0]),
        end: view.at(range[1] - 1) + 1,
        kind,
        opaque,
      });
      if (isValue(looked.line, span)) found.push(span);
    }
  }
}

const AFTER_QUOTE = /^[;,]?$/;

/** Patterns such as `key (\S+)` take the quotes around a value with it; they stay, the value alone goes. */
function withoutQuotes(line: string, span: Span): Span {
  const quote = line.charAt(span.start);
  if (quote !== '"' && quote !== "'") return span;
  const close = line.lastIndexOf(quote, span.end - 1);
  const isClosed = close > span.start && AFTER_QUOTE.test(line.slice(close + 1, span.end));
  if (isClosed) return { ...span, start: span.start + 1, end: close };
  const isContinued = close === span.start && line.includes(quote, span.end);
  return isContinued ? { ...span, start: span.start + 1 } : span;
}

const SNMP_OPTION = /^(?:version|traps?|informs?|vrf|use-vrf|udp-port|v1|v2c|2c|v3|auth|noauth|priv)$/i;
const PUNCTUATION = /^[{}()[\];,|=:]+$/;
const SMALL_NUMBER = /^\d{1,2}$/;

/** Patterns are easily too wide: `password (\S+)` finds the type in `password 7 …` and in `secret encrypted …`. */
function isValue(line: string, span: Span): boolean {
  const value = line.slice(span.start, span.end);
  if (isMasked(value) || PUNCTUATION.test(value)) return false;
  if (span.kind === 'snmp-community' && SNMP_OPTION.test(value)) return false;
  if (!SMALL_NUMBER.test(value) && !qualifiers.has(value.toLowerCase())) return true;
  return !/^\s+\S/.test(line.slice(span.end, span.end + 20));
}

const WORD_BEFORE = /([\w.-]{1,64})["'\s=:]{1,8}$/;

/** In the query of an address, or in a line that is nothing else. */
const ASSIGNED = /(?:^#?|[?&;])[\w.-]{1,64}=$/;

/**
 * A plain word or number right after a keyword (`password complexity`, `key 1`, `community CUST`) counts only if the
 * keyword net, which knows settings and sections, takes it for a value too.
 */
function isSure(line: string, span: Span, caught: readonly Span[]): boolean {
  const word = WORD_BEFORE.exec(line.slice(Math.max(0, span.start - 72), span.start))?.[1];
  const use = word === undefined ? undefined : keywordOf(word)?.use;
  const isDoubtful = word !== undefined && isHarmlessWord(word);
  if (!isDoubtful && ASSIGNED.test(line.slice(Math.max(0, span.start - 66), span.start))) return true;
  if (!isDoubtful && (use === undefined || use === 'token')) return true;
  if (!isDoubtful && looksSecret(line.slice(span.start, span.end))) return true;
  return caught.some((other) => other.start < span.end && span.start < other.end);
}

/** What is a token already stays as it is, so that redacting twice changes nothing. */
function withoutTokens(line: string, spans: readonly Span[]): readonly Span[] {
  if (!line.includes('<secret:')) return spans;
  const tokens = [...line.matchAll(tokenPattern())].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return spans.filter((span) => !tokens.some((token) => token.start < span.end && span.start < token.end));
}
