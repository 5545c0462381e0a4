import { createHmac } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { parseConfig } from '@netraven/common/config';
import test, { type ExecutionContext } from 'ava';
import { buildNotification, noCounts } from '../../../packages/dispatcher/src/notify/build-notification.ts';
import { sampleNotification } from '../../../packages/dispatcher/src/notify/sample-notification.ts';
import { sendNotification } from '../../../packages/dispatcher/src/notify/send-notification.ts';
import { makeCertificates } from '../../helpers/make-certificates.ts';
import { startMailReceiver } from '../../helpers/start-mail-receiver.ts';
import { startWebhookReceiver } from '../../helpers/start-webhook-receiver.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const sample = sampleNotification('ops', 'n-1', new Date('2026-11-23T09:00:00Z'));

async function send(target: object, notification = sample, signal = new AbortController().signal) {
  const [settings] = parseConfig({ notifications: [{ name: 'ops', ...target }] }).notifications;
  if (!settings) throw new Error('no target');
  const { answer, error } = await sendNotification(settings, notification, signal);
  return { answer, error: error ? `${error.code}: ${error.message}` : null };
}

async function secretFile(t: ExecutionContext, content: string): Promise<string> {
  const file = join(await makeTempFolder(t), 'secret');
  await writeFile(file, `${content}\n`, { mode: 0o600 });
  return file;
}

test('a webhook carries the notification, its id and a signature of both', async (t) => {
  await using receiver = await startWebhookReceiver();
  const key = Buffer.from('a key of some length').toString('base64');
  const file = await secretFile(t, `whsec_${key}`);
  t.deepEqual(await send({ webhook: { url: receiver.url, secretFile: file } }), {
    answer: 'HTTP 204',
    error: null,
  });
  const [request] = receiver.requests;
  t.deepEqual(JSON.parse(request?.body ?? ''), sample);
  const {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  } = request?.headers ?? {};
  const expected = createHmac('sha256', 'a key of some length').update(`n-1.${timestamp}.${request?.body}`);
  t.deepEqual([id, signature], ['n-1', `v1,${expected.digest('base64')}`]);
});

test('an address from a file is used with its login, and neither is in an error', async (t) => {
  await using receiver = await startWebhookReceiver((_request, index) => ({
    status: index === 0 ? 200 : 403,
  }));
  const file = await secretFile(t, receiver.url.replace('http://', 'http://user:hush@').concat('/T0KEN'));
  t.is((await send({ webhook: { urlFile: file, format: 'slack' } })).error, null);
  t.is(receiver.requests[0]?.path, '/hook/T0KEN');
  t.is(receiver.requests[0]?.headers.authorization, `Basic ${Buffer.from('user:hush').toString('base64')}`);
  t.deepEqual(Object.keys(JSON.parse(receiver.requests[0]?.body ?? '')), ['text']);
  const { host } = new URL(receiver.url);
  t.is(
    (await send({ webhook: { urlFile: file } })).error,
    `NETRAVEN_NOTIFICATION_FAILED: ${host}: refuses (HTTP 403)`,
  );
  await chmod(file, 0o644);
  t.regex(
    (await send({ webhook: { urlFile: file } })).error ?? '',
    /^NETRAVEN_CONFIG_PERMISSIONS: notifications\.ops\.webhook\.urlFile: /,
  );
  const wrong = await secretFile(t, 'hooks.example/T0KEN');
  t.is(
    (await send({ webhook: { urlFile: wrong } })).error,
    'NETRAVEN_CONFIG_INVALID: notifications.ops.webhook: holds no http:// or https:// address',
  );
});

test('a redirect is not followed', async (t) => {
  await using elsewhere = await startWebhookReceiver();
  await using receiver = await startWebhookReceiver(() => ({
    status: 307,
    headers: { location: elsewhere.url },
  }));
  t.regex(
    (await send({ webhook: { url: receiver.url } })).error ?? '',
    /: redirects, which is not followed \(HTTP 307\)$/,
  );
  t.deepEqual(elsewhere.requests, []);
});

test('who does not answer is let go, and a certificate that nobody vouches for is refused', async (t) => {
  await using receiver = await startWebhookReceiver(() => 'hold');
  const stop = new AbortController();
  const sending = send({ webhook: { url: receiver.url } }, sample, stop.signal);
  stop.abort();
  t.regex((await sending).error ?? '', /: no answer in time$/);
  const { serverKey, serverCert } = await makeCertificates(await makeTempFolder(t), 'web');
  const server = createServer({ key: await readFile(serverKey), cert: await readFile(serverCert) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  t.regex(
    (await send({ webhook: { url: `https://127.0.0.1:${port}/` } })).error ?? '',
    /: cannot be reached \([A-Z_]+\)$/,
  );
});

test('a mail is sent over TLS with a login, and says what happened in plain text', async (t) => {
  const { serverKey, serverCert, ca } = await makeCertificates(await makeTempFolder(t), 'mail');
  await using receiver = await startMailReceiver({
    key: await readFile(serverKey),
    cert: await readFile(serverCert),
  });
  const password = await secretFile(t, 'mail-password');
  const smtp = {
    host: '127.0.0.1',
    port: receiver.port,
    user: 'netraven',
    passwordFile: password,
    caFile: ca,
  };
  const email = { to: ['a@example.net', 'b@example.net'], from: 'netraven@example.net', smtp };
  t.deepEqual(await send({ email }), { answer: 'accepted for 2 of 2 addresses', error: null });
  const [mail] = receiver.mails;
  t.deepEqual(
    [mail?.from, mail?.to, mail?.user],
    ['netraven@example.net', ['a@example.net', 'b@example.net'], 'netraven'],
  );
  t.regex(mail?.raw ?? '', /^Subject: \[netraven\] Test: 1 failed \(sample-1\), 1 changed \(sample-2\)\r$/m);
  t.regex(mail?.raw ?? '', /^Message-ID: <n-1@example.net>\r$/m);
  t.regex(mail?.raw ?? '', /^Auto-Submitted: auto-generated\r$/m);
  t.regex(mail?.raw ?? '', /^\+hostname after\r$/m);

  const wrong = await secretFile(t, 'hush');
  const refused = await send({ email: { ...email, smtp: { ...smtp, passwordFile: wrong } } });
  t.is(
    refused.error,
    `NETRAVEN_NOTIFICATION_FAILED: 127.0.0.1:${receiver.port}: the login is refused (EAUTH 535)`,
  );
  const { caFile: _ca, ...unvouched } = smtp;
  t.regex(
    (await send({ email: { ...email, smtp: unvouched } })).error ?? '',
    /: (TLS cannot be had|cannot be delivered) \([A-Z_]+\)$/,
  );
});

test('a mail server without TLS gets nothing unless that is configured', async (t) => {
  await using receiver = await startMailReceiver({ disabledCommands: ['STARTTLS', 'AUTH'] });
  const email = (smtp: object) => ({
    email: {
      to: ['a@example.net'],
      from: 'netraven@example.net',
      smtp: { host: '127.0.0.1', port: receiver.port, ...smtp },
    },
  });
  t.regex((await send(email({}))).error ?? '', /: (TLS cannot be had|cannot be delivered) \(/);
  t.deepEqual(receiver.mails, []);
  t.is((await send(email({ tls: 'none' }))).error, null);
  t.is(receiver.mails.length, 1);
});

test('the name of a device cannot add a header or an address to a mail', async (t) => {
  await using receiver = await startMailReceiver({ disabledCommands: ['STARTTLS', 'AUTH'] });
  const [listed] = sample.devices;
  if (!listed) throw new Error('no device');
  const notification = buildNotification({
    ...{ id: 'n-2', target: 'ops', isTest: false, madeAt: new Date(), maxBytes: 10_000 },
    counts: { ...noCounts(), failed: 1 },
    devices: [{ ...listed, device: 'x\r\nBcc: evil@example.net\r\n.\r\nRCPT TO:<evil@example.net>' }],
  });
  const smtp = { host: '127.0.0.1', port: receiver.port, tls: 'none' };
  const { error } = await send(
    { email: { to: ['a@example.net'], from: 'n@example.net', smtp } },
    notification,
  );
  t.is(error, null);
  t.deepEqual(receiver.mails[0]?.to, ['a@example.net']);
  t.notRegex(receiver.mails[0]?.raw ?? '', /^(Bcc|RCPT)/m);
});
