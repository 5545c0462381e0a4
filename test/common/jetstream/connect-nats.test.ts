import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findNatsServer } from '@netraven/cli/embedded';
import { connectNats, type NatsOptions } from '@netraven/common/jetstream';
import test, { type ExecutionContext } from 'ava';
import { testWith } from '../../helpers/find-tool.ts';
import { makeCertificates } from '../../helpers/make-certificates.ts';
import { makeNatsAccount } from '../../helpers/make-nats-account.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

/** A server with this configuration, on a port it chooses; its URL without scheme. */
async function startServer(t: ExecutionContext<unknown>, folder: string, config: string): Promise<string> {
  return (await startReloadable(t, folder, config)).address;
}

/** The same; `reload` gives it another configuration. */
async function startReloadable(t: ExecutionContext<unknown>, folder: string, config: string) {
  const file = join(folder, 'server.conf');
  await writeFile(file, `listen: "127.0.0.1:-1"\n${config}`);
  const { path } = await findNatsServer();
  const server = spawn(path, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  t.teardown(() => server.kill('SIGKILL'));
  const lines: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    lines.push(line);
    const address = /Listening for client connections on (\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    const reload = async (next: string) => {
      await writeFile(file, `listen: "127.0.0.1:-1"\n${next}`);
      server.kill('SIGHUP');
    };
    return { address, reload };
  }
  throw new Error(`nats-server ended: ${lines.join('\n')}`);
}

async function connects(options: NatsOptions): Promise<boolean> {
  const connection = await connectNats(options, { name: 'test', waitMs: 0 });
  await connection.flush();
  await connection.close();
  return true;
}

const refused = { code: 'NETRAVEN_NATS_UNREACHABLE' };

testWith('openssl')('both sides of a TLS connection prove who they are', async (t) => {
  const folder = await makeTempFolder(t);
  const [ours, others] = [await makeCertificates(folder, 'ours'), await makeCertificates(folder, 'others')];
  const address = await startServer(
    t,
    folder,
    `tls { cert_file: "${ours.serverCert}", key_file: "${ours.serverKey}", ca_file: "${ours.ca}", verify: true }\n`,
  );
  const url = `nats://${address}`;
  const client = { certFile: ours.clientCert, keyFile: ours.clientKey };
  t.true(await connects({ url, tls: { caFile: ours.ca, ...client } }));
  t.true(
    await connects({ url: `tls://localhost:${address.split(':')[1]}`, tls: { caFile: ours.ca, ...client } }),
  );
  await t.throwsAsync(connects({ url, tls: { caFile: ours.ca } }), refused, 'no client certificate');
  await t.throwsAsync(connects({ url, tls: { caFile: others.ca, ...client } }), refused, 'another authority');
  await t.throwsAsync(connects({ url, tls: client }), refused, 'an authority this machine does not know');
  const foreign = { certFile: others.clientCert, keyFile: others.clientKey };
  await t.throwsAsync(connects({ url, tls: { caFile: ours.ca, ...foreign } }), refused, 'a foreign client');
});

testWith('openssl')('what asks for TLS never speaks in the clear', async (t) => {
  const folder = await makeTempFolder(t);
  const { ca } = await makeCertificates(folder, 'ours');
  const address = await startServer(t, folder, '');
  t.true(await connects({ url: `nats://${address}` }));
  await t.throwsAsync(connects({ url: `nats://${address}`, tls: { caFile: ca } }), refused);
  await t.throwsAsync(connects({ url: `tls://${address}` }), refused);
});

testWith('openssl')('a creds file logs in, over TLS too', async (t) => {
  const folder = await makeTempFolder(t);
  const ours = await makeCertificates(folder, 'ours');
  const account = makeNatsAccount();
  const credsFile = join(folder, 'user.creds');
  await writeFile(credsFile, account.creds, { mode: 0o600 });
  const address = await startServer(
    t,
    folder,
    `${account.serverConfig}tls { cert_file: "${ours.serverCert}", key_file: "${ours.serverKey}" }\n`,
  );
  const tls = { caFile: ours.ca };
  t.true(await connects({ url: `nats://${address}`, tls, credsFile }));
  await t.throwsAsync(connects({ url: `nats://${address}`, tls }), refused);
  await writeFile(credsFile, makeNatsAccount().creds);
  await t.throwsAsync(connects({ url: `nats://${address}`, tls, credsFile }), refused);
});

test('a login that is refused again and again is tried until the server takes it', async (t) => {
  const login = (password: string) => `authorization { user: site, password: ${password} }\n`;
  const { address, reload } = await startReloadable(t, await makeTempFolder(t), login('right'));
  const connection = await connectNats(
    { url: `nats://${address}`, user: 'site', password: 'right' },
    { name: 'test', waitMs: 0 },
  );
  let attempts = 0;
  await reload(login('wrong'));
  for await (const { type } of connection.status()) {
    if (type === 'reconnecting') attempts++;
    if (attempts === 4) await reload(login('right'));
    if (type === 'reconnect') break;
  }
  t.false(connection.isClosed());
  await connection.flush();
  await connection.close();
});
