import type { CompiledPattern, RuleSet } from './compile-rules.ts';
import { findPemSpans } from './find-pem-spans.ts';
import { findKeywordSpans } from './keyword-net/find-keyword-spans.ts';
import { isMasked } from './keyword-net/find-value.ts';
import { findXmlSpans } from './keyword-net/find-xml-spans.ts';
import { afterPassword, qualifiers } from './keyword-net/vocabulary.ts';
import { type LineView, viewsOf } from './line-view.ts';
import { tokenPattern } from './secret-token.ts';
import type { Sections } from './sections.ts';
import { mergeSpans, type Span } from './span.ts';

/** All secret values of a line, in order and apart: what the rules mark, then what the keyword net adds. */
export function findSpans(line: string, rules: RuleSet, sections: Sections): readonly Span[] {
  const found: Span[] = [];
  const looked: Looked = { line, lower: line.toLowerCase(), sections, views: viewsOf(line) };
  matchPatterns(found, rules.patterns, looked);
  found.push(...findPemSpans(line), ...findXmlSpans(line), ...findKeywordSpans(line, sections));
  matchPatterns(found, rules.lastPatterns, looked);
  return found.length === 0 ? found : withoutTokens(line, mergeSpans(found));
}

/** A line on the way through the patterns. */
interface Looked {
  readonly line: string;
  readonly lower: string;
  readonly sections: Sections;
  readonly views: readonly LineView[];
}

function matchPatterns(found: Span[], patterns: readonly CompiledPattern[], looked: Looked): void {
  for (const pattern of patterns) {
    if (pattern.literals.length > 0 && !pattern.literals.some((literal) => looked.lower.includes(literal)))
      continue;
    for (const view of looked.views) {
      if (view.isStart || !pattern.isAnchored) matchPattern(found, pattern, { ...looked, view });
    }
  }
}

function matchPattern(
  found: Span[],
  pattern: CompiledPattern,
  { line, view, sections }: Looked & { view: LineView },
): void {
  const { regex, within } = pattern;
  regex.lastIndex = 0;
  let isWithin = within === undefined;
  for (let match = regex.exec(view.text); match !== null; match = regex.exec(view.text)) {
    if (match[0] === '') regex.lastIndex++;
    isWithin ||= within !== undefined && sections.has(within, line);
    if (!isWithin) return;
    for (const [name, range] of Object.entries(match.indices?.groups ?? {})) {
      if (range === undefined || !name.startsWith('secret') || range[0] === range[1]) continue;
      const span = { start: view.at(range[0]), end: view.at(range[1] - 1) + 1 };
      if (isValue(line, span, pattern.kind))
        found.push({ ...span, kind: pattern.kind, opaque: pattern.opaque });
    }
  }
}

const SNMP_OPTION = /^(?:version|traps?|informs?|vrf|use-vrf|udp-port|v1|v2c|2c|v3)$/i;
const SMALL_NUMBER = /^\d{1,2}$/;
const AFTER_KEYWORD = /(?:password|passwd|secret|key) $/i;

/**
 * Patterns are easily too wide: `password (\S+)` finds `password encryption aes`, `password 7 …` and `secret encrypted
 * …` as well. A setting after a keyword is no value, nor is a type or notation before one; the keyword net has found
 * the value itself.
 */
function isValue(line: string, span: { start: number; end: number }, kind: string): boolean {
  const value = line.slice(span.start, span.end);
  if (isMasked(value)) return false;
  const lower = value.toLowerCase();
  if (SMALL_NUMBER.test(value) || qualifiers.has(lower))
    return !/^\s+\S/.test(line.slice(span.end, span.end + 20));
  if (kind === 'snmp-community' && SNMP_OPTION.test(value)) return false;
  return !(afterPassword.has(lower) && AFTER_KEYWORD.test(line.slice(span.start - 12, span.start)));
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
