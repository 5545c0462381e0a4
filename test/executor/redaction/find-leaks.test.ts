import test from 'ava';
import { encodedForms } from '../../../packages/executor/src/redaction/encoded-forms.ts';
import {
  type DeviceCredential,
  hasLeak,
  replaceLeaks,
} from '../../../packages/executor/src/redaction/find-leaks.ts';
import { isWeakSecret } from '../../../packages/executor/src/redaction/is-weak-secret.ts';
import { redactWith } from './helpers/redact.ts';

const fingerprintOf = (value: string) => `k0000-${value.length.toString(16).padStart(12, '0')}`;
const credential: DeviceCredential = { username: 'netops', password: 'Conf0rm!pass', enable: 'En4ble!x' };

function replace(text: string, credentials: readonly DeviceCredential[] = [credential]) {
  return replaceLeaks(text, { values: new Map(), credentials, fingerprintOf });
}

test('a credential goes wherever it stands as a whole token, in clear or encoded', (t) => {
  const password = 'Conf0rm!pass';
  const places = [
    `! ask bob, it is ${password}.`,
    ` description pw:${password}, do not share`,
    `banner motd "${password}"`,
    `url https://netops:${encodeURIComponent(password)}@x/`,
    `auth ${Buffer.from(password).toString('base64')}`,
    `auth ${Buffer.from(`${password}\n`).toString('base64')}`,
    `auth Basic ${Buffer.from(`netops:${password}`).toString('base64')}`,
    `hex ${Buffer.from(password).toString('hex')}`,
    `hex 0x${Buffer.from(password).toString('hex').toUpperCase()}`,
  ];
  const { text, leakCount } = replace(places.join('\n'));
  t.is(leakCount, places.length);
  t.false(hasLeak(text, [credential]));
  for (const form of encodedForms(password)) t.false(text.includes(form), form);
  t.is(text.split('\n')[0], '! ask bob, it is <secret:credential:k0000-00000000000c>.');
});

test('a part of a longer word is no credential', (t) => {
  const text = 'hostname xConf0rm!pass1\n description Conf0rm!passport\n';
  t.is(replace(text).text, text);
  t.false(hasLeak(text, [credential]), 'the check looks for whole tokens too');
});

test('a value that a rule found gets the same token in a description', (t) => {
  const redaction = redactWith(
    'snmp-server community Hunter22x RO\ninterface e1\n description snmp Hunter22x\n',
  );
  const { text, leakCount } = replaceLeaks(redaction.text, {
    values: redaction.values,
    credentials: [],
    fingerprintOf,
  });
  const [first, second] = text.match(/<secret:[^>]+>/g) ?? [];
  t.is(first, second);
  t.is(leakCount, 1);
});

test('weak values stay outside the positions that rules mark, and are counted', (t) => {
  const weak = [{ username: 'a', password: 'public', enable: 'cisco' }];
  const text = 'interface public\n description cisco public\n';
  t.deepEqual(replace(text, weak), { text, leakCount: 0, weakCount: 2 });
  t.false(hasLeak(text, weak));
  for (const value of [
    '1',
    'cisco',
    'public',
    'Password',
    '1234567',
    '10.0.0.1',
    '10.0.0.0/24',
    '00:11:22:33:44:55',
  ])
    t.true(isWeakSecret(value), value);
  for (const value of ['hunter', 'Conf0rm!pass', '12345678', 'zebracrossing'])
    t.false(isWeakSecret(value), value);
});

test('the result does not depend on which credential was used, nor on their order', (t) => {
  const other: DeviceCredential = { username: 'backup', password: 'Zweit3s!Wort' };
  const text = '! Conf0rm!pass and Zweit3s!Wort and En4ble!x\n';
  t.deepEqual(replace(text, [credential, other]), replace(text, [other, credential]));
});

test('each line of a private key is sought', (t) => {
  const line = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmU';
  const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${line}\n-----END OPENSSH PRIVATE KEY-----\n`;
  const { text } = replace(`! ${line}\n`, [{ username: 'a', privateKey: key }]);
  t.false(text.includes(line));
});

test('a value without letters and digits is found too', (t) => {
  t.is(replace('x !!##!!## y', [{ username: 'a', password: '!!##!!##' }]).leakCount, 1);
});

test('the check after the replacement finds what was left, in clear and encoded', (t) => {
  t.true(hasLeak('! Conf0rm!pass', [credential]));
  t.true(hasLeak(`! ${Buffer.from('Conf0rm!pass').toString('base64')}`, [credential]));
  t.false(hasLeak('<secret:credential:k0000-00000000000c>', [{ username: 'a', password: 'credential' }]));
});
