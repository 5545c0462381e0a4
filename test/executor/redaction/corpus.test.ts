import type { RedactionRule } from '@netraven/common/platform';
import test, { type ExecutionContext } from 'ava';
import { redactionRulesOf } from '../../../packages/executor/src/redaction/redaction-rules-of.ts';
import { type CorpusLine, fill, readCorpus } from './helpers/read-corpus.ts';
import { redactWith } from './helpers/redact.ts';

/** What a person chooses, a plain word, and what devices print. */
const values = [
  ['Xk29fQw81', 'Zz77pLm03'],
  ['zebracrossing', 'giraffeneck'],
  ['122A00190102180D3C2E', '0A1B2C3D4E5F60718293'],
] as const;

const corpus = readCorpus();
const byPlatform = Map.groupBy(corpus, ({ platform }) => platform);

test('every file of the corpus is named after a platform', (t) => {
  for (const platform of byPlatform.keys()) t.true(redactionRulesOf(platform).isKnown, platform);
});

for (const [platform, lines] of byPlatform) {
  test(`${platform}: each secret goes, and what is none stays`, (t) => {
    const { rules } = redactionRulesOf(platform);
    for (const line of lines) {
      for (const used of line.sign === '!' ? [rules] : [rules, []]) checkLine(t, line, used);
    }
  });
}

test('secrets go from lines in capitals, with CR at their end, in quotes and after other words', (t) => {
  for (const { sign, line, above, platform } of corpus) {
    if (sign !== '+' || above !== '') continue;
    const full = fill(line, ['Xk29fQw81']);
    const capitals = fill(line.toUpperCase(), ['Xk29fQw81']);
    const variants = [
      ` ${full}`,
      `${full}\r`,
      `"${full}`,
      `${full}" x`,
      `something { ${full}`,
      `: ${full}`,
      capitals,
    ];
    for (const written of variants) {
      const { text } = redactWith(written, redactionRulesOf(platform).rules);
      t.false(text.includes('Xk29fQw81'), `${platform}: ${written} -> ${text}`);
    }
  }
});

function checkLine(
  t: ExecutionContext,
  { sign, line, above }: CorpusLine,
  rules: readonly RedactionRule[],
): void {
  const last = (text: string) =>
    redactWith(above + text, rules)
      .text.split('\n')
      .at(-1) ?? '';
  if (sign === '=') {
    t.is(last(line), line);
    return;
  }
  for (const pair of values) {
    const full = fill(line, pair);
    const out = last(full);
    t.false(
      pair.some((value) => out.includes(value)),
      `${full} -> ${out}`,
    );
    if (sign === '+') t.is(out.replace(/<secret:[a-z0-9-]+:[a-z0-9-]+>/g, '{}'), line, full);
  }
}
