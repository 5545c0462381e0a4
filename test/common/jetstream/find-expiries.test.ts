import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openLog } from '@netraven/common';
import { findExpiries, judgeExpiry } from '@netraven/common/jetstream';
import test from 'ava';
import { tellExpiries } from '../../../packages/common/src/jetstream/tell-expiries.ts';
import { testWith } from '../../helpers/find-tool.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const DAY = 86_400_000;

/** A `.creds` file as far as its expiry goes. */
function credsExpiring(seconds: number | undefined): string {
  const claims = Buffer.from(JSON.stringify({ sub: 'U1', exp: seconds })).toString('base64url');
  return `-----BEGIN NATS USER JWT-----\nhead.${claims}.signature\n------END NATS USER JWT------\n`;
}

test('the expiry of a NATS login is read from its file; one without, or a broken file, has none', async (t) => {
  const folder = await makeTempFolder(t);
  const credsFile = join(folder, 'executor.creds');
  await writeFile(credsFile, credsExpiring(1_795_000_000));
  t.deepEqual(await findExpiries({ credsFile }), [
    { field: 'nats.credsFile', file: credsFile, expiresAt: new Date(1_795_000_000_000) },
  ]);
  await writeFile(credsFile, credsExpiring(undefined));
  t.deepEqual(await findExpiries({ credsFile }), []);
  await writeFile(credsFile, 'nothing of the kind');
  t.deepEqual(await findExpiries({ credsFile }), []);
  t.deepEqual(await findExpiries({ credsFile: join(folder, 'none') }), []);
});

testWith('openssl')(
  'a certificate expires with its first, a bundle of authorities with its last',
  async (t) => {
    const folder = await makeTempFolder(t);
    const make = async (name: string, days: string) => {
      const cert = join(folder, `${name}.pem`);
      const key = [
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        `${cert}.key`,
      ];
      const args = ['req', '-x509', '-days', days, '-subj', `/CN=${name}`, ...key, '-out', cert];
      await promisify(execFile)('openssl', args);
      return cert;
    };
    const texts = await Promise.all(
      [await make('short', '1'), await make('long', '400')].map((file) => readFile(file)),
    );
    const bundle = join(folder, 'bundle.pem');
    await writeFile(bundle, Buffer.concat(texts));
    const found = await findExpiries({ tls: { certFile: bundle, caFile: bundle } });
    const days = found.map(({ field, expiresAt }) => [
      field,
      Math.round((expiresAt.getTime() - Date.now()) / DAY),
    ]);
    t.deepEqual(days, [
      ['nats.tls.certFile', 1],
      ['nats.tls.caFile', 400],
    ]);
  },
);

test('what has expired, or will within two weeks, is told with what to do', (t) => {
  const now = new Date('2026-11-23T00:00:00.000Z');
  const judge = (days: number) =>
    judgeExpiry(
      { field: 'nats.credsFile', file: 'x.creds', expiresAt: new Date(now.getTime() + days * DAY) },
      now,
    );
  const remedy =
    'Issue the login anew (nsc generate creds), put it there, and restart whoever uses it: it is refused from then on.';
  t.is(judge(15), null);
  t.deepEqual(judge(1), {
    hasExpired: false,
    found: 'nats.credsFile: x.creds expires at 2026-11-24T00:00:00.000Z, in 1 day',
    remedy,
  });
  t.deepEqual(judge(-1), {
    hasExpired: true,
    found: 'nats.credsFile: x.creds expired at 2026-11-22T00:00:00.000Z',
    remedy,
  });
});

test('a role logs what of its login expires', async (t) => {
  const credsFile = join(await makeTempFolder(t), 'executor.creds');
  await writeFile(credsFile, credsExpiring(1_795_000_000));
  const lines: { level: string | number; msg: string; remedy: string }[] = [];
  const log = openLog('executor', 'info', { write: (line) => lines.push(JSON.parse(line)) });
  await tellExpiries({ credsFile }, log, new Date(1_795_000_000_000 - 2 * DAY));
  await tellExpiries({ credsFile }, log, new Date(1_795_000_000_000 + DAY));
  await tellExpiries({ credsFile }, log, new Date(1_795_000_000_000 - 20 * DAY));
  t.deepEqual(
    lines.map(({ msg }) => msg),
    [
      `nats.credsFile: ${credsFile} expires at 2026-11-18T11:06:40.000Z, in 2 days`,
      `nats.credsFile: ${credsFile} expired at 2026-11-18T11:06:40.000Z`,
    ],
  );
  t.true(lines.every(({ remedy }) => remedy.startsWith('Issue the login anew')));
});
