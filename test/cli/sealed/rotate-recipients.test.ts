import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { packContent, type Snapshot, sendContent, sha256, subjects } from '@netraven/common/message';
import { generateIdentity, openBytes, recipientsDigest, sealBytes } from '@netraven/common/seal';
import test, { type ExecutionContext } from 'ava';
import { spawnDispatcher } from '../../dispatcher/helpers/spawn-dispatcher.ts';
import { startTestSystem, type TestSystem } from '../../dispatcher/helpers/start-dispatcher.ts';
import { deviceName, makeSnapshot } from '../../git-writer/helpers/make-snapshot.ts';
import { checkWithGit, readBlob, runGit } from '../../git-writer/helpers/run-git.ts';
import { awaitEmptyQueue, insertDevices, publishSnapshots } from '../../git-writer/helpers/start-writer.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../packages/cli/bin/netraven.ts', import.meta.url));
const WRITER = fileURLToPath(new URL('../../../packages/git-writer/src/main.ts', import.meta.url));
const DEVICES = 24;
/** Neither compresses into one chunk, nor into one slice of an answer. */
const LARGE_BYTES = 900 * 1024;

async function spawnWriter(t: ExecutionContext<unknown>, system: TestSystem, gitDir: string) {
  const { url, user, password } = system.nats.optionsFor('git-writer');
  const file = join(await makeTempFolder(t), 'netraven.json');
  const database = { url: system.databaseUrl };
  await writeFile(
    file,
    JSON.stringify({ nats: { url, user, password }, database, repository: { path: gitDir } }),
  );
  const child = spawn(process.execPath, [WRITER, 'git-writer', '--config', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) if (line === 'ready') return child;
  throw new Error('the git-writer ended');
}

/** A whole system that seals to `recipient`, without sessions. */
async function startSystem(t: ExecutionContext<unknown>, system: TestSystem, recipient: string) {
  const folder = await makeTempFolder(t);
  const gitDir = join(folder, 'configs.git');
  const { inventory, connection, nats, databaseUrl } = system;
  const place = { inventory, connection, nats, databaseUrl, gitDir };
  await insertDevices(place, DEVICES);
  const writer = await spawnWriter(t, system, gitDir);
  const settings = { database: { url: databaseUrl }, secrets: { recipients: [recipient] } };
  const { child, ended } = await spawnDispatcher(t, system, { settings });
  const ready = once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
  await Promise.race([ready, ended.then(() => Promise.reject(new Error('the dispatcher ended')))]);

  const { user = '', password = '' } = nats.optionsFor('client');
  const env = {
    ...process.env,
    NETRAVEN_DIR: folder,
    NETRAVEN_NATS_URL: nats.url,
    NETRAVEN_NATS_USER: user,
    NETRAVEN_NATS_PASSWORD: password,
    NETRAVEN_NATS_DOMAIN: nats.domain,
    NETRAVEN_SECRETS_RECIPIENTS: recipient,
  };
  const rotate = (identity: string) =>
    spawn(process.execPath, [PROGRAM, 'key', 'rotate', '--identity', identity, '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  return { folder, gitDir, place, rotate, writer };
}

/** What the device `id` printed; the first is large. */
const printed = (id: number, noise: string) => `hostname r${id}\nsecret of ${id}${id === 1 ? noise : ''}\n`;
const redacted = (id: number, noise: string) => `hostname r${id}\n${id === 1 ? noise : ''}`;

test('killed in the middle, it goes on where it was: each original once, large ones too, history as it was', async (t) => {
  t.timeout(600_000);
  const [old, next] = await Promise.all([generateIdentity(), generateIdentity()]);
  await using system = await startTestSystem();
  const { folder, gitDir, place, rotate, writer } = await startSystem(t, system, next.recipient);
  const noise = `${randomBytes(LARGE_BYTES).toString('base64')}\n`;
  const sealedTo = recipientsDigest([old.recipient]);
  const snapshots: Snapshot[] = [];
  for (let device = 1; device <= DEVICES; device++) {
    const text = redacted(device, noise);
    const sealed = await sealBytes(Buffer.from(printed(device, noise)), [old.recipient]);
    const snapshot = makeSnapshot({ device, text, sealedTo });
    const content = await sendContent(packContent({ text, sealed }), (index, data) =>
      system.connection.jetstream().publish(subjects.chunk('default', snapshot.capture, index), data),
    );
    snapshots.push({ ...snapshot, content });
  }
  t.deepEqual([...new Set(snapshots.map(({ content }) => content.kind))], ['chunks', 'inline']);
  await publishSnapshots(place, snapshots);
  await awaitEmptyQueue(place, 120_000);
  const before = runGit(gitDir, ['rev-parse', 'HEAD']).trim();
  const identity = join(folder, 'old.txt');
  await writeFile(identity, `${old.identity}\n`, { mode: 0o600 });

  let sent = 0;
  const killed = rotate(identity);
  const exited = once(killed, 'exit');
  const watching = system.connection.subscribe('netraven.snapshots.>', {
    callback: () => {
      sent += 1;
      if (sent !== DEVICES / 2) return;
      // What was sent last is not committed when it is listed again.
      writer.kill('SIGSTOP');
      killed.kill('SIGKILL');
    },
  });
  await system.connection.flush();
  t.deepEqual(await exited, [null, 'SIGKILL']);
  watching.unsubscribe();
  t.true(sent >= DEVICES / 2 && sent < DEVICES, `${sent} of ${DEVICES}`);

  system.connection.subscribe('netraven.api.config.sealed', {
    max: 1,
    callback: () => writer.kill('SIGCONT'),
  });
  await system.connection.flush();
  const again = rotate(identity);
  const [output, [code]] = await Promise.all([readText(again.stdout), once(again, 'exit')]);
  t.is(code, 0, output);
  const result: { failed: unknown[]; pending: number } = JSON.parse(output);
  t.deepEqual([result.failed, result.pending], [[], 0]);

  const changes = runGit(gitDir, [
    'log',
    '--format=%(trailers:key=Change,valueonly,separator=)',
    `${before}..HEAD`,
  ]);
  t.deepEqual(changes.trim().split('\n'), Array(DEVICES).fill('resealed'), 'each once');
  for (let id = 1; id <= DEVICES; id++) {
    const path = `default/${deviceName(id)}.cfg.age`;
    const now = readBlob(gitDir, `HEAD:${path}`);
    const then = readBlob(gitDir, `${before}:${path}`);
    t.is(await opened(now, next.identity), sha256(printed(id, noise)), path);
    t.is(await openBytes(now, [old.identity]), undefined);
    t.is(await opened(then, old.identity), sha256(printed(id, noise)), path);
  }
  checkWithGit(gitDir);
});

/** Names the content without showing a megabyte of it. */
async function opened(sealed: Buffer, identity: string): Promise<string | undefined> {
  const plain = await openBytes(sealed, [identity]);
  return plain && sha256(plain);
}
