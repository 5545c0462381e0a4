import type { RedactionBlock, RedactionPattern, RedactionRule } from '@netraven/common/platform';
import { buildLiteralIndex, type LiteralIndex } from './build-literal-index.ts';
import { commonBlocks, commonPatterns, lastPatterns, nameKind } from './common-rules/index.ts';
import { keywordStems } from './keyword-net/keywords.ts';
import { type Literals, mostSelective, requiredLiterals } from './required-literals.ts';

/** A rule ready for use. */
export interface CompiledPattern {
  readonly kind: string;
  /** Flags `gi`. */
  readonly regex: RegExp;
  /** The same with `d`, which costs more even where nothing matches. */
  readonly locate: RegExp;
  /** Names of the groups that are values. */
  readonly groups: readonly string[];
  readonly opaque: boolean;
  readonly within: RegExp | undefined;
  /** Every match holds one of these, in lower case; empty: not known. */
  readonly literals: Literals;
  /** Matches at the start of a line only. */
  readonly isAnchored: boolean;
}

export interface CompiledBlock {
  readonly kind: string;
  readonly begin: RegExp;
  readonly end: RegExp;
  readonly opaque: boolean;
}

/** All rules for one platform, in the order in which they name the kind of a value. */
export interface RuleSet {
  /** Platform, then general; from `lastFrom` on shapes of values, which count after the keyword net. */
  readonly patterns: readonly CompiledPattern[];
  readonly lastFrom: number;
  readonly blocks: readonly CompiledBlock[];
  /** Ids are positions in `patterns`, and `KEYWORD`; a block alone makes its line worth a look. */
  readonly literals: LiteralIndex;
  /** Some rule has no literal: every line has to be looked at. */
  readonly looksEverywhere: boolean;
}

/** Id of the keywords in the index of literals. */
export const KEYWORD = 1_000_000;
const BLOCK = KEYWORD + 1;

const compiled = new Map<string, RuleSet>();
/** Platforms are some fifty; more means that somebody makes up rules without end. */
const MAX_COMPILED = 200;

/**
 * The rules of a platform before the general ones. The same rules are compiled once.
 * @throws SyntaxError for a pattern that is no regular expression; `redactionRuleSchema` refuses those before
 */
export function compileRules(platformRules: readonly RedactionRule[] = []): RuleSet {
  return compileWritten(JSON.stringify(platformRules));
}

/** The same for rules that were checked and written as JSON. */
export function compileWritten(text: string): RuleSet {
  let rules = compiled.get(text);
  if (rules === undefined) {
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    rules = compile(JSON.parse(text));
    compiled.set(text, rules);
  }
  return rules;
}

function compile(platformRules: readonly RedactionRule[]): RuleSet {
  const first = [...platformRules.filter((rule) => 'pattern' in rule), ...commonPatterns].map(compilePattern);
  const patterns = [...first, ...lastPatterns.map(compilePattern)];
  const blocks = [...platformRules.filter((rule) => 'begin' in rule), ...commonBlocks];
  const literals = new Map<string, number[]>();
  const note = (texts: Literals, id: number) => {
    for (const text of texts) literals.set(text, [...(literals.get(text) ?? []), id]);
  };
  for (const [id, pattern] of patterns.entries()) note(pattern.literals, id);
  for (const block of blocks) note(literalsOf(block.begin), BLOCK);
  note(keywordStems, KEYWORD);
  return {
    patterns,
    lastFrom: first.length,
    blocks: blocks.map(compileBlock),
    literals: buildLiteralIndex(literals),
    looksEverywhere:
      patterns.some((pattern) => pattern.literals.length === 0) ||
      blocks.some((block) => literalsOf(block.begin).length === 0),
  };
}

/** The literals by which a pattern's lines are found; none if it has none in ASCII. */
function literalsOf(pattern: string): Literals {
  const sets = requiredLiterals(pattern).filter((set) => set.every((text) => /^[\x20-\x7e]+$/.test(text)));
  return mostSelective(sets) ?? [];
}

function compilePattern(rule: RedactionPattern): CompiledPattern {
  return {
    kind: nameKind(rule.kind),
    regex: new RegExp(rule.pattern, 'gi'),
    locate: new RegExp(rule.pattern, 'dgi'),
    groups: [...rule.pattern.matchAll(/\(\?<(secret\d*)>/g)].map((match) => match[1] ?? ''),
    opaque: rule.opaque ?? false,
    within: rule.within === undefined ? undefined : new RegExp(rule.within, 'i'),
    literals: literalsOf(rule.pattern),
    isAnchored: rule.pattern.startsWith('^'),
  };
}

function compileBlock(rule: RedactionBlock): CompiledBlock {
  return {
    kind: nameKind(rule.kind),
    begin: new RegExp(rule.begin, 'i'),
    end: new RegExp(rule.end, 'i'),
    opaque: rule.opaque ?? false,
  };
}
