import { platforms } from '@netraven/common/platform';
import test from 'ava';
import { compileRules } from '../../../packages/executor/src/redaction/compile-rules.ts';
import { hasLeak, replaceLeaks } from '../../../packages/executor/src/redaction/find-leaks.ts';
import { redactWith } from './helpers/redact.ts';

/** Parts of which hostile lines are made: keywords, quotes, and beginnings of what the rules look for. */
const parts = [
  'password',
  'key ',
  'key 1 ',
  'community ',
  'secret=',
  '"',
  '\'key "',
  '"key "',
  '\\"',
  '<password>',
  '<',
  '://a:',
  '-----BEGIN RSA PRIVATE KEY-----',
  'snmp-server host 1.1.1.1 ',
  'snmp-server user a auth md5 ',
  'authentication ',
  'authentication-mode md5 ',
  '$1$',
  '%^%#',
  'encrypted ',
  'psk address ',
  'token=',
  ' ',
  '\t',
  '=',
  ':',
  '@',
  '\\',
  '<secret:',
  '## SECRET-DATA',
  '.',
];

/** A step that reads a line once per word would need minutes for these, and the test would run out of time. */
const LENGTH = 300_000;

for (const part of parts) {
  test(`a line of ${JSON.stringify(part)} over and over costs no more than its length`, (t) => {
    const line = part.repeat(Math.ceil(LENGTH / part.length));
    const credentials = [{ username: 'netops', password: 'Conf0rm!pass' }];
    const redaction = redactWith(line);
    const leaks = replaceLeaks(redaction.text, {
      values: redaction.values,
      credentials,
      fingerprintOf: () => 'k0000-000000000000',
    });
    t.false(hasLeak(leaks.text, credentials));
    t.is(leaks.text.split('\n').length, 1);
  });
}

test('the rules of every platform together stay linear too', (t) => {
  const rules = platforms().flatMap((platform) => platform.secrets);
  for (const part of ['password ', 'snmp-server community ', 'key "', 'x']) {
    t.is(redactWith(part.repeat(3000), rules).text.split('\n').length, 1);
  }
});

test('many short hostile lines do not make sections expensive', (t) => {
  const text = Array.from({ length: 20_000 }, (_, index) => `${' '.repeat(index % 200)}key 123456`).join(
    '\n',
  );
  t.is(redactWith(text).text.split('\n').length, 20_000);
});

test('no rule of any platform can be led astray by its own words', (t) => {
  const all = platforms().flatMap((platform) => platform.secrets);
  const { patterns } = compileRules(all);
  const texts = new Set(patterns.flatMap(({ literals }) => literals));
  const lines = [...texts].flatMap((text) => [` ${text} 1`.repeat(200), `${text} ${'a b '.repeat(240)}`]);
  t.is(redactWith(lines.join('\n'), all).text.split('\n').length, lines.length);
  t.true(texts.size > 100);
});

test('no rule is so vague that every line has to be looked at closely', (t) => {
  for (const platform of platforms()) t.false(compileRules(platform.secrets).looksEverywhere, platform.name);
});
