import { platforms } from '@netraven/common/platform';
import test from 'ava';
import { benignLines } from './helpers/lines/benign-lines.ts';
import { secretLines } from './helpers/lines/secret-lines.ts';
import { holesOf, redactWith } from './helpers/redact.ts';

/** A strong password, a plain word, and what devices print as hash or type 7. */
const values = [
  ['Xk29fQw81', 'Zz77pLm03'],
  ['zebracrossing', 'giraffeneck'],
  ['122A00190102180D3C2E', '0A1B2C3D4E5F60718293'],
] as const;

for (const [style, lines] of Object.entries(secretLines)) {
  test(`${style}: every value goes, the rest of its line stays`, (t) => {
    for (const line of lines) {
      for (const pair of values) {
        let next = 0;
        const full = line.replaceAll('{}', () => pair[next++ % 2] ?? '');
        t.is(holesOf(full), line, full);
      }
    }
  });
}

for (const [style, lines] of Object.entries(benignLines)) {
  test(`${style}: a line with a keyword and no secret stays`, (t) => {
    for (const line of lines) t.is(redactWith(line).text, line);
  });
}

test('the rules of no platform hide less than the general ones alone', (t) => {
  for (const platform of platforms()) {
    for (const line of Object.values(secretLines).flat()) {
      const full = line.replaceAll('{}', 'Xk29fQw81');
      t.false(redactWith(full, platform.secrets).text.includes('Xk29fQw81'), `${platform.name}: ${line}`);
    }
  }
});
