import test from 'ava';
import { classifyChange } from '../../../packages/executor/src/diff/classify-change.ts';
import { fingerprintKey } from '../../../packages/executor/src/redaction/fingerprint.ts';
import { redactWith, testKey } from '../redaction/helpers/redact.ts';

const otherKey = fingerprintKey(Buffer.alloc(32, 9));
const config = (password: string, community: string, extra = '') =>
  `hostname r1\nenable password ${password}\nsnmp-server community ${community} RO\n${extra}end\n`;
const redact = (text: string, key = testKey) => redactWith(text, [], key).text;

test('a line that is not there before is significant', (t) => {
  t.is(
    classifyChange(redact(config('aaaaaa', 'bbbbbb')), redact(config('aaaaaa', 'bbbbbb', 'no ip http\n'))),
    'significant',
  );
});

test('only other values of secrets are secret-only', (t) => {
  t.is(classifyChange(redact(config('aaaaaa', 'bbbbbb')), redact(config('aaaaaa', 'cccccc'))), 'secret-only');
});

test('the same text under another fingerprint key is rekeyed', (t) => {
  const text = config('aaaaaa', 'bbbbbb');
  t.is(classifyChange(redact(text), redact(text, otherKey)), 'rekeyed');
});

test('another key and another line are significant', (t) => {
  const previous = redact(config('aaaaaa', 'bbbbbb'));
  t.is(classifyChange(previous, redact(config('aaaaaa', 'bbbbbb', 'x y\n'), otherKey)), 'significant');
});

test('blanks at line ends and empty lines are insignificant', (t) => {
  t.is(classifyChange('a\nb\n', 'a \n\nb\n'), 'insignificant');
  t.is(classifyChange('a\nb\n', 'a\nb\n'), 'insignificant');
  t.is(classifyChange('a\n b\n', 'a\nb\n'), 'significant', 'indentation has a meaning');
});

test('another kind for the same value is insignificant: only a rule has changed', (t) => {
  const previous = redact(config('aaaaaa', 'bbbbbb'));
  t.is(
    classifyChange(previous, previous.replace('<secret:snmp-community:', '<secret:community:')),
    'insignificant',
  );
  t.is(
    classifyChange(previous, previous.replace(/(<secret:snmp-community:)[^>]+/, '$1opaque')),
    'insignificant',
  );
});

test('what today’s rules would hide in the previous text is no change of the device', (t) => {
  const previous = 'hostname r1\nbadge 4711\nend\n';
  const rules = [{ kind: 'badge', pattern: '^badge (?<secret>\\S+)', source: 'test' }];
  const renew = (text: string) => redactWith(text, rules).text;
  t.is(classifyChange(previous, renew(previous), { renew }), 'insignificant');
  t.is(classifyChange(previous, renew(previous)), 'significant');
  t.is(classifyChange(previous, renew('hostname r1\nbadge 4712\nend\n'), { renew }), 'secret-only');
});
