import test from 'ava';
import { fingerprintKey } from '../../../packages/executor/src/redaction/fingerprint.ts';
import { holesOf, redactWith, shapeOf, testKey } from './helpers/redact.ts';

test('a value becomes a token with its kind, the id of the key and a fingerprint', (t) => {
  const redaction = redactWith('hostname r1\nsnmp-server community hunter22 RO\nend\n');
  t.regex(
    redaction.text,
    /^hostname r1\nsnmp-server community <secret:snmp-community:k[0-9a-f]{4}-[0-9a-f]{12}> RO\nend\n$/,
  );
  t.deepEqual(redaction.counts, { 'snmp-community': 1 });
  t.is(redaction.opaqueCount, 0);
  t.deepEqual([...redaction.values.keys()], ['hunter22']);
});

test('equal values have equal fingerprints, whatever their kind; other values and keys have others', (t) => {
  const prints = (text: string, key = testKey) =>
    redactWith(text, [], key).text.match(/k[0-9a-f]{4}-[0-9a-f]{12}/g);
  const [a, b, c] = prints('enable password hunter22\n key 7 hunter22\nip ftp password hunter23\n') ?? [];
  t.is(a, b);
  t.not(a, c);
  const [other] = prints('enable password hunter22\n', fingerprintKey(Buffer.alloc(32, 8))) ?? [];
  t.not(a?.split('-')[0], other?.split('-')[0], 'the id of the key differs');
  t.not(a?.split('-')[1], other?.split('-')[1]);
});

test('values of distinct kinds are not recognisable as equal, and stay the same from read to read', (t) => {
  const key = fingerprintKey(Buffer.alloc(32, 7), ['passwd']);
  const text = 'username a password hunter22\nusername b password hunter22\n';
  const first = redactWith(text, [], key).text;
  const [a, b] = first.match(/k[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];
  t.not(a, b);
  t.is(redactWith(text, [], key).text, first);
});

test('redacting what is redacted changes nothing', (t) => {
  const once = redactWith('enable secret 5 $1$abcd$efghijklmnop\nsnmp-server community hunter22\n').text;
  t.is(redactWith(once).text, once);
});

test('a private key keeps its lines and loses all of them', (t) => {
  const text = [
    'crypto pki key',
    '  -----BEGIN RSA PRIVATE KEY-----',
    '  MIIEpAIBAAKCAQEAx1',
    '  b2Zb4D9f==',
    '  -----END RSA PRIVATE KEY-----',
    'end',
    '',
  ].join('\n');
  t.is(
    shapeOf(text),
    [
      'crypto pki key',
      '  -----BEGIN RSA PRIVATE KEY-----',
      '  {private-key}',
      '  {private-key}',
      '  -----END RSA PRIVATE KEY-----',
      'end',
      '',
    ].join('\n'),
  );
});

test('a certificate alone is public and stays', (t) => {
  const text = '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE\n-----END CERTIFICATE-----\n';
  t.is(redactWith(text).text, text);
});

test('a private key on one line is cut out between its markers', (t) => {
  t.is(
    holesOf('"key": "-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\nabc=\\n-----END PRIVATE KEY-----\\n"'),
    '"key": "-----BEGIN PRIVATE KEY-----{}-----END PRIVATE KEY-----\\n"',
  );
  const spread = `set x "-----BEGIN RSA PRIVATE KEY----- ${'QUJDREVGR0g= '.repeat(200)}-----END RSA PRIVATE KEY-----"`;
  t.false(redactWith(spread).text.includes('QUJDREVGR0g='));
});

test('FortiOS values are opaque: the device encrypts them anew at each read', (t) => {
  const read = (blob: string, line: string) =>
    redactWith(
      `config user local\n    edit "a"\n        set passwd ENC ${blob}\n    next\nend\nset private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----\n${line}\n-----END ENCRYPTED PRIVATE KEY-----"\n`,
    );
  const first = read('AbCdEf0123456789==', 'MIIFHDBOBgkqhkiG9w0BBQ0w');
  t.is(first.text, read('ZyXwVu9876543210==', 'MIIFHDBOBgkqhkiG9w0BBQ0x').text);
  t.is(first.opaqueCount, 2);
  t.true(first.text.includes('set passwd ENC <secret:passwd:opaque>\n'));
});

test('VRP values are opaque wherever they stand', (t) => {
  const read = (blob: string) =>
    redactWith(` local-user a password cipher %^%#${blob}%^%#\n pin verify %^%#${blob}%^%#\n`);
  t.is(read('aB3$;x').text, read('Zz9|!y').text);
  t.is(read('aB3$;x').opaqueCount, 2);
});

test('a value that RouterOS breaks over lines is hidden on each of them', (t) => {
  t.is(
    shapeOf(
      '/interface pppoe-client\nadd name=a password=\\\n    hunter22 user=u\nadd name=b password="hunt\\\n    er22 x" user=u\n',
    ),
    '/interface pppoe-client\nadd name=a password=\\\n    {passwd} user=u\nadd name=b password="{passwd}\\\n    {passwd}" user=u\n',
  );
});

test('the value of an XML element is hidden, on one line or several', (t) => {
  t.is(
    shapeOf(
      '<system>\n  <bcrypt-hash>$2y$10$abcdefghijk</bcrypt-hash>\n  <prv>\n    MIIEvQIBADAN\n    Bgkqhki=\n  </prv>\n</system>\n',
    ),
    '<system>\n  <bcrypt-hash>{passwd}</bcrypt-hash>\n  <prv>\n    {private-key}\n    {private-key}\n  </prv>\n</system>\n',
  );
});

test('the section a line stands in tells a community of SNMP from one of BGP', (t) => {
  t.is(
    shapeOf(
      'snmp {\n    community hunter22 {\n        authorization read-only;\n    }\n}\npolicy-options {\n    policy-statement P {\n        from {\n            community CUST;\n        }\n    }\n}\n',
    ),
    'snmp {\n    community {snmp-community} {\n        authorization read-only;\n    }\n}\npolicy-options {\n    policy-statement P {\n        from {\n            community CUST;\n        }\n    }\n}\n',
  );
  t.is(
    shapeOf('/snmp community\nadd addresses=::/0 name=hunter22\n/interface bridge\nadd name=bridge1\n'),
    '/snmp community\nadd addresses=::/0 name={snmp-community}\n/interface bridge\nadd name=bridge1\n',
  );
});

test('a number after key is a name in a key chain and a secret at a server', (t) => {
  t.is(
    shapeOf('key chain EIGRP\n key 123456\n  key-string hunter22\ntacacs server T1\n key 123456\n'),
    'key chain EIGRP\n key 123456\n  key-string {key-string}\ntacacs server T1\n key {key}\n',
  );
});

test('a secret between quotes goes as a whole, with the blanks in it', (t) => {
  t.is(holesOf('wpa-passphrase "correct horse battery"'), 'wpa-passphrase "{}"');
  t.is(holesOf(' password correct horse battery'), ' password {}');
});

test('a command between quotes is looked into', (t) => {
  t.is(
    holesOf(' action 1.0 cli command "username a privilege 15 password hunter22"'),
    ' action 1.0 cli command "username a privilege 15 password {}"',
  );
});

test('what stands in a comment after a keyword goes if it looks like a secret', (t) => {
  t.is(holesOf(' description old password: hunter22'), ' description old password: {}');
  t.is(holesOf('! password is Tr0ub4dor'), '! password is {}');
});

test('a rule of an operator counts before the general ones and names the kind', (t) => {
  const rules = [
    { kind: 'badge', pattern: '^badge-code (?<secret>\\S+)', source: 'test' },
    { kind: 'blob', begin: '^begin-blob$', end: '^end-blob$', source: 'test' },
  ];
  t.is(
    shapeOf('badge-code 4711-x\nbegin-blob\n one\n\n two\nend-blob\nafter\n', rules),
    'badge-code {badge}\nbegin-blob\n {blob}\n\n {blob}\nend-blob\nafter\n',
  );
});

test('a rule without a literal is tried on every line', (t) => {
  const rules = [{ kind: 'code', pattern: '^\\d+ (?<secret>[a-z]+)$', source: 'test' }];
  t.is(shapeOf('12 abc\nx\n7 def', rules), '12 {code}\nx\n7 {code}');
});

test('a block that never ends is left after a bound', (t) => {
  const body = Array.from({ length: 3000 }, (_, index) => `line ${index}`);
  const lines = redactWith(['-----BEGIN PRIVATE KEY-----', ...body, ''].join('\n')).text.split('\n');
  t.is(lines.length, 3002);
  t.regex(lines[2000] ?? '', /^<secret:private-key:/);
  t.is(lines[2500], 'line 2499');
});
