import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findNatsServer } from '@netraven/cli/embedded';
import type { NetravenError } from '@netraven/common';
import test from 'ava';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const run = promisify(execFile);

/** Nothing of the machine that runs the test: no server in the system, no archive to fetch, no apt, no brew. */
function barren(folder: string) {
  return {
    env: { PATH: join(folder, 'bin') },
    cacheDir: join(folder, 'cache'),
    systemDir: folder,
    archives: [],
  };
}

async function makeServer(folder: string, version: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'nats-server');
  await writeFile(path, `#!/bin/sh\necho "nats-server: v${version}"\n`, { mode: 0o755 });
  return path;
}

test('NETRAVEN_NATS_SERVER comes before everything else', async (t) => {
  const folder = await makeTempFolder(t);
  await makeServer(join(folder, 'bin'), '2.12.0');
  const path = await makeServer(join(folder, 'named'), '2.9.10');
  const env = { ...barren(folder).env, NETRAVEN_NATS_SERVER: path };
  t.deepEqual(await findNatsServer({ ...barren(folder), env }), {
    path,
    version: '2.9.10',
    source: 'NETRAVEN_NATS_SERVER',
  });
});

test('a server that NETRAVEN_NATS_SERVER names but that does not run is an error, not a reason to look on', async (t) => {
  const folder = await makeTempFolder(t);
  await makeServer(join(folder, 'bin'), '2.12.0');
  const env = { ...barren(folder).env, NETRAVEN_NATS_SERVER: join(folder, 'absent') };
  const error = await t.throwsAsync<NetravenError>(findNatsServer({ ...barren(folder), env }));
  t.is(error?.code, 'NETRAVEN_NATS_SERVER_MISSING');
  t.is(error?.message, `NETRAVEN_NATS_SERVER names ${join(folder, 'absent')}, which does not run: not there`);
});

test('the cache comes before PATH, and PATH before the system folder', async (t) => {
  const folder = await makeTempFolder(t);
  const places = { ...barren(folder), systemDir: join(folder, 'sbin') };
  const inSystem = await makeServer(join(folder, 'sbin'), '2.10.1');
  t.deepEqual(await findNatsServer(places), { path: inSystem, version: '2.10.1', source: '/usr/sbin' });
  const onPath = await makeServer(join(folder, 'bin'), '2.10.2');
  t.deepEqual(await findNatsServer(places), { path: onPath, version: '2.10.2', source: 'PATH' });
  const cached = await makeServer(join(folder, 'cache', 'nats-server'), '2.10.3');
  t.deepEqual(await findNatsServer(places), { path: cached, version: '2.10.3', source: 'cache' });
});

test('a server before 2.10 is passed over for a newer one, and used when there is none', async (t) => {
  const folder = await makeTempFolder(t);
  const places = { ...barren(folder), systemDir: join(folder, 'sbin') };
  const older = await makeServer(join(folder, 'bin'), '2.9.10');
  t.deepEqual(await findNatsServer(places), { path: older, version: '2.9.10', source: 'PATH' });
  const newer = await makeServer(join(folder, 'sbin'), '2.10.27');
  t.deepEqual(await findNatsServer(places), { path: newer, version: '2.10.27', source: '/usr/sbin' });
});

test('without any server the error lists every attempt and says how to get one', async (t) => {
  const folder = await makeTempFolder(t);
  const error = await t.throwsAsync<NetravenError>(findNatsServer(barren(folder)));
  t.is(error?.code, 'NETRAVEN_NATS_SERVER_MISSING');
  const onLinux = process.platform === 'linux';
  t.is(
    error?.message,
    'no nats-server found or fetched (cache: not there; PATH: not there; /usr/sbin: not there; cache: not there; ' +
      `archive: no checksum is known for ${process.platform}-${process.arch}; ` +
      `apt: ${onLinux ? 'apt-get is not installed' : 'only on Debian and its derivatives'}; ` +
      `brew: ${onLinux ? 'only on macOS' : 'Homebrew is not installed'})`,
  );
  t.regex(error?.hint ?? '', /nats-server 2\.10 or newer of https:\/\/nats\.io\/download/);
});

test('a release archive is unpacked into the cache when its checksum is right, else refused', async (t) => {
  const folder = await makeTempFolder(t);
  await makeServer(join(folder, 'nats-server-v2.12.9-linux-amd64'), '2.12.9');
  await run('tar', ['-czf', 'archive.tar.gz', 'nats-server-v2.12.9-linux-amd64'], { cwd: folder });
  const bytes = await readFile(join(folder, 'archive.tar.gz'));
  const server = createServer((_request, response) => response.end(bytes)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const archive = (sha256: string) => ({
    platform: process.platform,
    arch: process.arch,
    url: `http://127.0.0.1:${port}/archive.tar.gz`,
    sha256,
  });
  const env = { PATH: '/usr/bin:/bin' };
  const places = { ...barren(folder), env };

  const older = await makeServer(join(folder, 'cache', 'nats-server-apt'), '2.9.10');
  const wrong = await findNatsServer({ ...places, archives: [archive('0'.repeat(64))] });
  t.deepEqual(wrong, { path: older, version: '2.9.10', source: 'cache' });

  const right = archive(createHash('sha256').update(bytes).digest('hex'));
  const patient = await findNatsServer({ ...places, archives: [right] });
  t.deepEqual(
    patient,
    wrong,
    'a failed fetch is not tried again on the same day while an older server is here',
  );

  const fresh = { ...places, cacheDir: join(folder, 'other-cache') };
  t.deepEqual(await findNatsServer({ ...fresh, archives: [right] }), {
    path: join(folder, 'other-cache', 'nats-server', 'nats-server'),
    version: '2.12.9',
    source: 'archive',
  });
});
