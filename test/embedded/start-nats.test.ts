import { mkdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findNatsServer, natsRoles, startNats } from '@netraven/cli/embedded';
import { type NetravenError, openLog } from '@netraven/common';
import { connectNats } from '@netraven/common/jetstream';
import test from 'ava';
import { startTestNats } from '../helpers/start-nats.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const log = openLog('test', 'silent');

test('a server has JetStream in the domain hub and takes messages of 8 MB', async (t) => {
  await using nats = await startTestNats();
  const connection = await nats.connect();
  const streams = await connection.jetstreamManager({ domain: 'hub' });
  const account = await streams.getAccountInfo();
  t.is(account.domain, 'hub');
  t.is(connection.info?.max_payload, 8 * 1024 * 1024);
});

test('what was acknowledged is there after the server was killed', async (t) => {
  await using nats = await startTestNats();
  const connection = await nats.connect();
  const streams = await connection.jetstreamManager({ domain: 'hub' });
  await streams.streams.add({ name: 'KEPT', subjects: ['kept'] });
  await connection.jetstream({ domain: 'hub' }).publish('kept', 'first');
  await nats.kill9();
  await nats.restart();
  const again = await nats.connect();
  const found = await (await again.jetstreamManager({ domain: 'hub' })).streams.getMessage('KEPT', {
    seq: 1,
  });
  t.is(found.string(), 'first');
});

test('a server that ends by itself is started again on the same port', async (t) => {
  const dir = await makeTempFolder(t);
  await using nats = await startNats({ dir, binary: await findNatsServer(), isDurable: false, log });
  const login = nats.logins.client;
  const connection = await connectNats(
    { url: nats.url, user: login.user, password: login.password.reveal() },
    { name: 'test', waitMs: 5000 },
  );
  const first = nats.server.pid();
  process.kill(first, 'SIGKILL');
  for await (const status of connection.status()) if (status.type === 'reconnect') break;
  t.not(nats.server.pid(), first);
  await connection.close();
});

test('every role has its own password, kept between starts, in files only their owner can read', async (t) => {
  const dir = join(await makeTempFolder(t), 'nats');
  const reveal = async () => {
    await using nats = await startNats({ dir, binary: await findNatsServer(), isDurable: false, log });
    return natsRoles.map((role) => nats.logins[role].password.reveal());
  };
  const passwords = await reveal();
  t.is(new Set(passwords).size, natsRoles.length);
  t.deepEqual(await reveal(), passwords);
  for (const file of ['passwords.json', 'nats-server.conf']) {
    t.is((await stat(join(dir, file))).mode & 0o777, 0o600, file);
  }
  t.is((await stat(dir)).mode & 0o777, 0o700);
});

test('a wrong password is refused', async (t) => {
  await using nats = await startTestNats();
  const wrong = { url: nats.url, user: 'admin', password: 'wrong' };
  const error = await t.throwsAsync<NetravenError>(connectNats(wrong, { name: 'test', waitMs: 0 }));
  t.is(error?.code, 'NETRAVEN_NATS_UNREACHABLE');
});

test('a port in use is told with what the server printed', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const dir = await makeTempFolder(t);
  const binary = await findNatsServer();
  const error = await t.throwsAsync<NetravenError>(startNats({ dir, binary, port, isDurable: false, log }));
  taken.close();
  t.is(error?.code, 'NETRAVEN_NATS_SERVER_FAILED');
  t.regex(error?.message ?? '', new RegExp(`127\\.0\\.0\\.1:${port}: .*address already in use`));
});

test('a store that another server works on is refused', async (t) => {
  const dir = await makeTempFolder(t);
  const binary = await findNatsServer();
  await using nats = await startNats({ dir, binary, isDurable: false, log });
  const pid = await readFile(join(dir, 'nats-server.pid'), 'utf8');
  t.is(pid.trim(), String(nats.server.pid()));
  await mkdir(join(dir, 'store'), { recursive: true });
  const error = await t.throwsAsync<NetravenError>(
    startNats({ dir, binary, isDurable: false, log, orphanLimitMs: 50 }),
  );
  t.is(error?.code, 'NETRAVEN_INSTANCE_RUNNING');
});
