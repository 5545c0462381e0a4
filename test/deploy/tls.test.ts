import { execFile } from 'node:child_process';
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort, findNatsServer } from '@netraven/cli/embedded';
import { connectNats } from '@netraven/common/jetstream';
import test from 'ava';
import { parse } from 'yaml';
import { spawnGuarded } from '../../packages/cli/src/embedded/spawn-guarded.ts';
import { root } from '../../scripts/run-program.ts';
import { becomesTrue, isPortOpen } from '../helpers/process-state.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const run = promisify(execFile);
const folderOfTls = join(root, 'deploy', 'tls');

test('make-certificates.sh signs both servers for their names, and changes nothing the second time', async (t) => {
  const folder = join(await makeTempFolder(t), 'tls');
  const make = () =>
    run(join(folderOfTls, 'make-certificates.sh'), [folder, 'nats.example.net', '192.0.2.7']);
  await make();
  const file = (name: string) => join(folder, name);
  await run('openssl', ['verify', '-CAfile', file('ca.pem'), file('nats.pem'), file('postgres.pem')]);
  const { stdout } = await run('openssl', ['x509', '-in', file('nats.pem'), '-noout', '-text']);
  t.regex(
    stdout,
    /DNS:nats, DNS:localhost, IP Address:127.0.0.1, DNS:nats.example.net, IP Address:192.0.2.7/,
  );
  for (const key of ['ca.key', 'nats.key', 'postgres.key']) t.is((await stat(file(key))).mode & 0o777, 0o600);
  const before = await readFile(file('nats.pem'), 'utf8');
  await make();
  t.is(await readFile(file('nats.pem'), 'utf8'), before);
});

test('the hub of the example takes TLS with its authority, and nobody in the clear', async (t) => {
  const folder = await makeTempFolder(t);
  await run(join(folderOfTls, 'make-certificates.sh'), [join(folder, 'tls')]);
  const port = await findFreePort();
  const hub = await readFile(join(root, 'deploy', 'nats', 'compose.conf'), 'utf8');
  const edited = hub
    .replace('0.0.0.0:4222', `127.0.0.1:${port}`)
    .replace('0.0.0.0:7422', '127.0.0.1:-1')
    .replace(/^http: .*$/m, '')
    // Servers before 2.10 do not know it.
    .replace(/^\s*sync_interval: .*$/m, '')
    .replace('"/data"', `"${join(folder, 'store')}"`);
  await writeFile(join(folder, 'netraven.conf'), edited);
  const tls = await readFile(join(folderOfTls, 'nats.conf'), 'utf8');
  await writeFile(join(folder, 'tls.conf'), tls.replaceAll('/etc/nats/tls', join(folder, 'tls')));
  await copyFile(join(folder, 'tls', 'ca.pem'), join(folder, 'ca.pem'));
  const password = 'one-for-this-test';
  const roles = [
    'DISPATCHER',
    'EXECUTOR',
    'GIT_WRITER',
    'CLIENT',
    'READER',
    'PUBLISHER',
    'LEAF_AMS',
    'LEAF_FRA',
  ];
  const env = Object.fromEntries(roles.map((role) => [`NETRAVEN_${role}_PASSWORD`, password]));
  const server = await spawnGuarded({
    command: (await findNatsServer()).path,
    args: ['--config', join(folder, 'tls.conf')],
    endSignal: 'SIGTERM',
    endLimitMs: 10_000,
    env,
  });
  t.teardown(() => server.end());
  t.true(await becomesTrue(() => isPortOpen(port)), server.lastLine());
  const login = { user: 'client', password };
  const connection = await connectNats(
    { url: `tls://localhost:${port}`, ...login, tls: { caFile: join(folder, 'ca.pem') } },
    { name: 'test', waitMs: 20_000 },
  );
  t.true(connection.info?.tls_required);
  await connection.close();
  await t.throwsAsync(
    connectNats({ url: `tls://localhost:${port}`, ...login }, { name: 'test', waitMs: 2000 }),
  );
});

test('every role of the example checks both servers', async (t) => {
  const text = await readFile(join(folderOfTls, 'docker-compose.tls.yml'), 'utf8');
  const { services } = parse(text, { merge: true });
  for (const role of ['prepare', 'dispatcher', 'git-writer', 'executor']) {
    t.like(services[role].environment, {
      NETRAVEN_NATS_URL: 'tls://nats:4222',
      NETRAVEN_NATS_TLS_CA_FILE: '/etc/netraven-tls/ca.pem',
    });
    t.regex(services[role].environment.NETRAVEN_DATABASE_URL, /sslmode=verify-full&sslrootcert=/);
  }
  const hba = await readFile(join(folderOfTls, 'pg_hba.conf'), 'utf8');
  t.false(/^host\s+all\s+all\s+all/m.test(hba), 'nobody else in the clear');
});
