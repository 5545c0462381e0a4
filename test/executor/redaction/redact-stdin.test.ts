import { Readable } from 'node:stream';
import test from 'ava';
import { compileRules } from '../../../packages/executor/src/redaction/compile-rules.ts';
import { fingerprintKey } from '../../../packages/executor/src/redaction/fingerprint.ts';
import { redactStream } from '../../../packages/executor/src/redaction/redact-stdin.ts';
import { redactText } from '../../../packages/executor/src/redaction/redact-text.ts';
import { showKinds, testKey } from './helpers/redact.ts';

async function run(chunks: readonly (string | Uint8Array)[], platform?: string) {
  const written: string[] = [];
  async function* input() {
    yield* chunks;
  }
  const notices: string[] = [];
  await redactStream({
    input: input(),
    write: (text) => {
      written.push(text);
    },
    platform,
    notify: (text) => {
      notices.push(text);
    },
    key: testKey,
  });
  return { written, notices, text: showKinds(written.join('')) };
}

test('a line leaves as soon as its end has come', async (t) => {
  const { written } = await run(['hostname r1\nenable sec', 'ret 5 $1$abcd$efghijkl\n', 'end']);
  t.is(written.length, 3);
  t.is(written[0], 'hostname r1\n');
  t.is(showKinds(written[1] ?? ''), 'enable secret 5 {secret}\n');
  t.is(written[2], 'end');
});

test('input and output have the same lines and line ends, whatever the chunks', async (t) => {
  const input = 'a\r\n\r\n key 7 0822455D0A16\r\n\nüñí snmp-server community hunter22\nlast';
  const bytes = Buffer.from(input);
  const oneByOne = [...bytes].map((byte) => Uint8Array.of(byte));
  const expected = 'a\r\n\r\n key 7 {key}\r\n\nüñí snmp-server community {snmp-community}\nlast';
  t.is((await run([input])).text, expected);
  t.is((await run(oneByOne)).text, expected);
});

test('a secret over several lines keeps their number', async (t) => {
  const { text } = await run(['-----BEGIN PRIVATE KEY-----\nMIIEvQ\nabc=\n-----END PRIVATE KEY-----\nend\n']);
  t.is(text, '-----BEGIN PRIVATE KEY-----\n{private-key}\n{private-key}\n-----END PRIVATE KEY-----\nend\n');
});

test('a vendor has the rules of all its platforms, and a mistyped name is refused', async (t) => {
  const line = 'snmp-server community hunter22 RO\n';
  for (const vendor of ['cisco', 'arista', 'juniper', 'fortinet', 'ios', 'cisco_nxos']) {
    const { text } = await run([line], vendor);
    t.is(text, 'snmp-server community {snmp-community} RO\n', vendor);
  }
  await t.throwsAsync(run([line], 'cisco_iso'), {
    code: 'NETRAVEN_NOT_FOUND',
    message: 'no such platform: cisco_iso; did you mean cisco_ios, cisco_asa, cisco_ftd?',
  });
});

test('a vendor without a platform has the general rules, and is told so', async (t) => {
  const { text, notices } = await run(['snmp-server community hunter22 RO\n'], 'misc');
  t.is(text, 'snmp-server community {snmp-community} RO\n');
  t.deepEqual(notices, ['no platform is called misc: the general rules alone are used']);
});

test('the tokens of distinct kinds are those that the device has in storage', async (t) => {
  const key = fingerprintKey(Buffer.alloc(32, 7), ['password']);
  const text = 'username a password hunter22\nusername b password hunter22\n';
  const written: string[] = [];
  await redactStream({
    input: Readable.from([text]),
    write: (part) => void written.push(part),
    notify: t.fail,
    key,
    device: 'core-1',
  });
  t.is(written.join(''), redactText(text, compileRules(), key, 'core-1').text);
  t.is(new Set(written.join('').match(/<secret:[^>]+>/g)).size, 2);
});
