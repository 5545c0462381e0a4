import { createHmac } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { unpackContent } from '@netraven/common/message';
import { generateIdentity, openBytes } from '@netraven/common/seal';
import test from 'ava';
import { toStorable } from '../../../packages/executor/src/thread/to-storable.ts';
import { showKinds, testKey } from '../redaction/helpers/redact.ts';
import { makeCaptureInput, makeHead } from './helpers/make-capture-input.ts';

const config = '! Last configuration change at 09:37\nhostname r1\nenable secret 5 $1$abcd$efghijkl\nend\n';
const volatile = [{ pattern: '^! Last configuration change' }];

test('a first capture is stored without volatile lines and secrets, sealed as it was', async (t) => {
  const { identity, recipient } = await generateIdentity();
  const stored = await toStorable(makeCaptureInput(config, { volatile, recipients: [recipient] }));
  t.like(stored, { isUnchanged: false, change: 'significant', lines: 3, connectionLog: null });
  t.deepEqual(stored.diff, { base: null, added: 3, removed: 0 });
  const { text, sealed } = unpackContent(stored.content ?? Buffer.alloc(0), stored.hash);
  t.is(showKinds(text), 'hostname r1\nenable secret 5 {secret}\nend\n');
  t.is(stored.bytes, Buffer.byteLength(text));
  t.is(zstdDecompressSync(stored.packedText ?? '').toString(), text);
  t.deepEqual(Buffer.from(sealed ?? []), Buffer.from(stored.sealed ?? []));
  t.is(Buffer.from((await openBytes(sealed ?? '', [identity])) ?? []).toString(), config);
});

test('a capture that equals the head has no contents, unless they are asked for', async (t) => {
  const first = await toStorable(makeCaptureInput(config, { volatile }));
  const head = makeHead(unpackContent(first.content ?? Buffer.alloc(0), first.hash).text);
  const later = config.replace('09:37', '10:12');
  const same = await toStorable(makeCaptureInput(later, { volatile, head }));
  t.like(same, { isUnchanged: true, change: null, content: null, packedText: null, sealed: null });
  t.deepEqual(same.diff, { base: head.hash, added: 0, removed: 0 });
  const again = await toStorable(makeCaptureInput(later, { volatile, head, contentsAlways: true }));
  t.deepEqual([again.isUnchanged, again.content !== null], [true, true]);
});

test('a change is counted and classed against the head', async (t) => {
  const first = await toStorable(makeCaptureInput(config, { volatile }));
  const head = makeHead(unpackContent(first.content ?? Buffer.alloc(0), first.hash).text);
  const line = await toStorable(
    makeCaptureInput(config.replace('end', 'no ip http\nend'), { volatile, head }),
  );
  t.deepEqual([line.change, line.diff], ['significant', { base: head.hash, added: 1, removed: 0 }]);
  const secret = await toStorable(makeCaptureInput(config.replace('efgh', 'EFGH'), { volatile, head }));
  t.deepEqual([secret.change, secret.diff], ['secret-only', { base: head.hash, added: 1, removed: 1 }]);
});

test('values that the device encrypts at each read are no change, and keep the sealed original current', async (t) => {
  const { recipient } = await generateIdentity();
  const read = (blob: string) => `config system admin\n    set password ENC ${blob}\nend\n`;
  const first = await toStorable(makeCaptureInput(read('AAAAaaaa1111'), { recipients: [recipient] }));
  const head = makeHead(unpackContent(first.content ?? Buffer.alloc(0), first.hash).text);
  const again = await toStorable(makeCaptureInput(read('BBBBbbbb2222'), { head, recipients: [recipient] }));
  t.true(again.isUnchanged);
  t.is(again.content, null);
  t.truthy(again.sealed);
  t.is(again.redaction.opaqueCount, 1);
});

test('a credential in a comment goes with the rest, and the transcript loses the same values', async (t) => {
  const credentials = [{ username: 'netops', password: 'Conf0rm!pass' }];
  const entries = [
    { kind: 'received' as const, text: 'motd: Conf0rm!pass and $1$abcd$efghijkl\nr1#' },
    { kind: 'received' as const, config: true, text: config },
  ];
  const stored = await toStorable(
    makeCaptureInput(`! Conf0rm!pass\n${config}`, { volatile, credentials, transcript: { entries } }),
  );
  t.deepEqual(stored.redaction, {
    counts: { secret: 1 },
    opaqueCount: 0,
    leakCount: 1,
    weakCount: 0,
    weak: [],
  });
  const digest = createHmac('sha256', testKey.secret).update(config).digest('hex');
  t.is(
    stored.connectionLog,
    `[REDACTED LINE]\n< r1#\n< [configuration: 4 lines, hmac-sha256 ${testKey.id}-${digest}]\n`,
  );
});

test('a session that failed has a connection log and nothing else', async (t) => {
  const { recipient } = await generateIdentity();
  const transcript = { entries: [{ kind: 'received' as const, text: '% Bad login\n' }] };
  const stored = await toStorable(
    makeCaptureInput('', { transcript, recipients: [recipient], contentsAlways: true }),
  );
  t.like(stored, { bytes: 0, lines: 0, content: null, sealed: null, connectionLog: '< % Bad login\n' });
});

test('a refused login can be read in the connection log, without the credential', async (t) => {
  const credentials = [{ username: 'netops', password: 'Conf0rm!pass' }];
  const text = 'NETRAVEN_AUTH_FAILED: r1:22: credential Conf0rm!pass was refused (password)\n';
  const transcript = { entries: [{ kind: 'note' as const, text }] };
  const { connectionLog } = await toStorable(makeCaptureInput('', { credentials, transcript }));
  t.is(
    connectionLog?.replace(/:k[0-9a-f]{4}-[0-9a-f]{12}>/, '>'),
    '# NETRAVEN_AUTH_FAILED: r1:22: credential <secret:credential> was refused (password)\n',
  );
});

test('two runs with other credentials in use store the same text', async (t) => {
  const credentials = [
    { username: 'a', password: 'Conf0rm!pass' },
    { username: 'b', password: 'Zweit3s!Wort' },
  ];
  const text = `! Conf0rm!pass Zweit3s!Wort\n${config}`;
  const one = await toStorable(makeCaptureInput(text, { credentials }));
  const two = await toStorable(makeCaptureInput(text, { credentials: [...credentials].reverse() }));
  t.is(one.hash, two.hash);
});
