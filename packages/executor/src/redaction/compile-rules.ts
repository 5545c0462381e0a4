import type { RedactionBlock, RedactionPattern, RedactionRule } from '@netraven/common/platform';
import { commonBlocks, commonPatterns, lastPatterns } from './common-rules/index.ts';
import { escapePattern } from './escape-pattern.ts';
import { keywordStems } from './keyword-net/keywords.ts';
import { type Literals, mostSelective, requiredLiterals } from './required-literals.ts';

/** A rule ready for use. */
export interface CompiledPattern {
  readonly kind: string;
  /** Flags `dgi`. */
  readonly regex: RegExp;
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
  readonly patterns: readonly CompiledPattern[];
  /** Shapes of values, which count after the keyword net. */
  readonly lastPatterns: readonly CompiledPattern[];
  readonly blocks: readonly CompiledBlock[];
  /** Flags `gi`; finds the lines that have to be looked at. Undefined: some rule may match any line. */
  readonly prefilter: RegExp | undefined;
}

const compiled = new Map<string, RuleSet>();
/** Platforms are some fifty; more means that somebody makes up rules without end. */
const MAX_COMPILED = 200;

/**
 * The rules of a platform before the general ones. The same rules are compiled once.
 * @throws SyntaxError for a pattern that is no regular expression; `redactionRuleSchema` refuses those before
 */
export function compileRules(platformRules: readonly RedactionRule[] = []): RuleSet {
  const key = JSON.stringify(platformRules);
  let rules = compiled.get(key);
  if (rules === undefined) {
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    rules = compile(platformRules);
    compiled.set(key, rules);
  }
  return rules;
}

function compile(platformRules: readonly RedactionRule[]): RuleSet {
  const patterns = [...platformRules.filter((rule) => 'pattern' in rule), ...commonPatterns];
  const blocks = [...platformRules.filter((rule) => 'begin' in rule), ...commonBlocks];
  const sources = [...patterns, ...lastPatterns].map((rule) => rule.pattern);
  return {
    patterns: patterns.map(compilePattern),
    lastPatterns: lastPatterns.map(compilePattern),
    blocks: blocks.map(compileBlock),
    prefilter: compilePrefilter([...sources, ...blocks.map((block) => block.begin)]),
  };
}

function compilePattern(rule: RedactionPattern): CompiledPattern {
  return {
    kind: nameKind(rule.kind),
    regex: new RegExp(rule.pattern, 'dgi'),
    opaque: rule.opaque ?? false,
    within: rule.within === undefined ? undefined : new RegExp(rule.within, 'i'),
    literals: mostSelective(requiredLiterals(rule.pattern)) ?? [],
    isAnchored: rule.pattern.startsWith('^'),
  };
}

/** A password may be the word `password`: a token must not show the very value it stands for. */
function nameKind(kind: string): string {
  return kind.replace('password', 'passwd');
}

function compileBlock(rule: RedactionBlock): CompiledBlock {
  return {
    kind: nameKind(rule.kind),
    begin: new RegExp(rule.begin, 'i'),
    end: new RegExp(rule.end, 'i'),
    opaque: rule.opaque ?? false,
  };
}

/** One expression for a first pass over the text: the keywords, and a literal of each rule they do not cover. */
function compilePrefilter(sources: readonly string[]): RegExp | undefined {
  const literals = new Set(keywordStems);
  const isCovered = (text: string) => keywordStems.some((stem) => text.includes(stem));
  for (const source of sources) {
    const sets = requiredLiterals(source);
    if (sets.some((set) => set.every(isCovered))) continue;
    const best = mostSelective(sets);
    if (best === undefined) return undefined;
    for (const text of best) literals.add(text);
  }
  return new RegExp(
    withoutLonger([...literals])
      .map(escapePattern)
      .join('|'),
    'gi',
  );
}

/** A line with `password` has `pass` too: the shorter one finds both. */
function withoutLonger(literals: readonly string[]): string[] {
  const kept: string[] = [];
  for (const literal of [...literals].sort((a, b) => a.length - b.length)) {
    if (!kept.some((shorter) => literal.includes(shorter))) kept.push(literal);
  }
  return kept;
}
