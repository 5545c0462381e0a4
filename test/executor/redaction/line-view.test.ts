import test from 'ava';
import { viewsOf } from '../../../packages/executor/src/redaction/line-view.ts';
import { holesOf } from './helpers/redact.ts';

test('a line of a usual length is its own view', (t) => {
  const [view, ...more] = viewsOf('password x');
  t.is(view?.text, 'password x');
  t.is(view?.at(9), 9);
  t.deepEqual(more, []);
});

test('long words are shown by their ends, and every position leads back', (t) => {
  const line = `set pki private key '${'A'.repeat(5000)}' after`;
  const [view] = viewsOf(line);
  t.true((view?.text.length ?? 0) < 200);
  for (const word of ['set', 'key', 'after']) {
    const at = view?.text.indexOf(word) ?? -1;
    t.is(line.slice(view?.at(at), (view?.at(at) ?? 0) + word.length), word);
  }
  t.is(holesOf(line), "set pki private key '{}' after");
});

test('a secret is found anywhere in a very long line', (t) => {
  const filler = 'lorem ipsum dolor '.repeat(500);
  t.is(holesOf(`${filler}snmp-server host 10.0.0.1 zebracrossing`), `${filler}snmp-server host 10.0.0.1 {}`);
  t.is(holesOf(`${filler}password hunter22 ${filler}end`), `${filler}password {} ${filler}end`);
});
