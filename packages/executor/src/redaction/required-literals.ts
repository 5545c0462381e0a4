import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Texts of which every match holds at least one, in lower case. */
export type Literals = readonly string[];

/** Shorter literals occur in nearly every line and would select nothing. */
const MIN_LENGTH = 3;
const MAX_ALTERNATIVES = 64;

const parser = new RegExpParser({ ecmaVersion: 2025 });

/**
 * Sets of literals by which lines can be passed over without matching them: whatever the pattern matches holds a
 * member of each set. Empty when it needs no text of three characters or more.
 */
export function requiredLiterals(source: string): readonly Literals[] {
  const pattern = parser.parsePattern(source, 0, source.length, { unicode: false, unicodeSets: false });
  return ofAlternatives(pattern.alternatives).filter((set) => set.every((text) => text.length >= MIN_LENGTH));
}

/** The set that passes over most lines: long texts, few of them. */
export function mostSelective(sets: readonly Literals[]): Literals | undefined {
  const score = (set: Literals) => Math.min(...set.map((text) => text.length)) - 2 * (set.length - 1);
  return sets.reduce<Literals | undefined>(
    (best, set) => (best === undefined || score(set) > score(best) ? set : best),
    undefined,
  );
}

/** With a choice, only the union over all alternatives is sure. */
function ofAlternatives(alternatives: readonly AST.Alternative[]): readonly Literals[] {
  const only = alternatives[0];
  if (alternatives.length === 1 && only) return ofSequence(only.elements);
  const union = new Set<string>();
  for (const alternative of alternatives) {
    const best = mostSelective(
      ofSequence(alternative.elements).filter((set) => set.every((text) => text !== '')),
    );
    if (best === undefined) return [];
    for (const text of best) union.add(text);
  }
  return union.size > MAX_ALTERNATIVES ? [] : [[...union]];
}

/** Characters in a row grow one set; a group of plain alternatives multiplies it; all else ends it. */
function ofSequence(elements: readonly AST.Element[]): readonly Literals[] {
  const sets: Literals[] = [];
  let run: string[] = [''];
  const end = () => {
    if (run.every((text) => text !== '')) sets.push(run);
    run = [''];
  };
  for (const element of flatten(elements)) {
    const texts = plainTexts(element);
    if (texts !== undefined && texts.length * run.length <= MAX_ALTERNATIVES) {
      run = run.flatMap((start) => texts.map((text) => start + text));
      continue;
    }
    end();
    sets.push(...ofElement(element));
  }
  end();
  return sets;
}

/** Groups without a choice are part of the row they stand in. */
function* flatten(elements: readonly AST.Element[]): Iterable<AST.Element> {
  for (const element of elements) {
    const only = isGroup(element) ? element.alternatives : [];
    if (only.length === 1 && only[0]) yield* flatten(only[0].elements);
    else yield element;
  }
}

/** The texts an element stands for, if it is a character or a choice between texts. */
function plainTexts(element: AST.Element): string[] | undefined {
  if (element.type === 'Character') return [String.fromCodePoint(element.value).toLowerCase()];
  if (!isGroup(element)) return undefined;
  const texts = element.alternatives.map((alternative) => plainText(alternative.elements));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function plainText(elements: readonly AST.Element[]): string | undefined {
  let text = '';
  for (const element of elements) {
    if (element.type !== 'Character') return undefined;
    text += String.fromCodePoint(element.value).toLowerCase();
  }
  return text;
}

function ofElement(element: AST.Element): readonly Literals[] {
  if (isGroup(element)) return ofAlternatives(element.alternatives);
  if (element.type === 'Quantifier' && element.min > 0) return ofSequence([element.element]);
  return [];
}

function isGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
  return element.type === 'Group' || element.type === 'CapturingGroup';
}
