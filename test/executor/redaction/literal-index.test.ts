import test from 'ava';
import { buildLiteralIndex } from '../../../packages/executor/src/redaction/build-literal-index.ts';
import {
  mostSelective,
  requiredLiterals,
} from '../../../packages/executor/src/redaction/required-literals.ts';

/** Numbers that look random and are the same in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('the index finds what a plain search finds', (t) => {
  const random = sequence(7);
  const word = (most: number) =>
    Array.from({ length: 1 + random(most) }, () => 'abC-'.charAt(random(4))).join('');
  for (let round = 0; round < 300; round++) {
    const literals = new Map<string, number[]>();
    for (let id = 0; id < 6; id++) {
      const text = word(4).toLowerCase();
      literals.set(text, [...(literals.get(text) ?? []), id]);
    }
    const text = word(40);
    const lower = text.toLowerCase();
    const expected = [...literals].filter(([literal]) => lower.includes(literal)).flatMap(([, ids]) => ids);
    const ends = [...literals.keys()].flatMap((literal) =>
      lower.includes(literal) ? [lower.indexOf(literal) + literal.length] : [],
    );
    const index = buildLiteralIndex(literals);
    t.deepEqual(
      index.idsIn(text),
      expected.sort((a, b) => a - b),
      `${text} ${[...literals.keys()]}`,
    );
    t.is(index.firstEnd(text, 0), ends.length === 0 ? -1 : Math.min(...ends));
  }
});

test('the literals of a pattern stand in whatever it matches', (t) => {
  const cases = [
    ['^snmp-server community (?<secret>\\S+)', ['snmp-server community ']],
    ['(?:tacacs|radius)-server key (?<secret>\\S)', ['tacacs-server key ', 'radius-server key ']],
    ['\\s*(?:abc|def)\\d(?<secret>x)', ['abc', 'def']],
    ['(?:abc)+(?<secret>x)', ['abc']],
    ['(?<secret>abc)?def', ['def']],
    ['ABC', ['abc']],
    ['\\S+ (?<secret>a)', undefined],
    ['(?:abc|x)(?<secret>\\S)', undefined],
  ] as const;
  for (const [pattern, expected] of cases) {
    const found = mostSelective(requiredLiterals(pattern));
    t.deepEqual(
      found === undefined ? undefined : [...found],
      expected === undefined ? undefined : [...expected],
      pattern,
    );
  }
});
