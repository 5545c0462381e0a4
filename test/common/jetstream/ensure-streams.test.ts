import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findNatsServer } from '@netraven/cli/embedded';
import { connectNats, defaultStreamSizes, ensureHub, inDomain } from '@netraven/common/jetstream';
import test, { type ExecutionContext } from 'ava';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

/** A server of the domain; the addresses it listens on, by what for: `client`, `leafnode`. */
async function startServer(t: ExecutionContext, domain: string, leafnodes: string) {
  const folder = await makeTempFolder(t);
  const file = join(folder, 'server.conf');
  await writeFile(
    file,
    `server_name: ${domain}\nlisten: "127.0.0.1:-1"\nleafnodes { ${leafnodes} }\n` +
      `jetstream { store_dir: ${JSON.stringify(folder)}, domain: ${domain}, max_file_store: 1TB }\n`,
  );
  const { path } = await findNatsServer();
  const server = spawn(path, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  t.teardown(() => server.kill('SIGKILL'));
  const addresses: Record<string, string> = {};
  for await (const line of createInterface(server.stderr)) {
    const [, what = '', address = ''] = /Listening for (\w+) connections on (\S+)/.exec(line) ?? [];
    if (what !== '') addresses[what] = address;
    const isLinked = leafnodes.startsWith('listen') || line.includes('Leafnode connection created');
    if (addresses.client !== undefined && isLinked && /Server is ready|Leafnode/.test(line)) break;
  }
  server.stderr.resume();
  return addresses;
}

test('the hub is made ready from behind a leaf node, and the leaf is left alone', async (t) => {
  const hub = await startServer(t, 'hub', 'listen: "127.0.0.1:-1"');
  const leaf = await startServer(t, 'leaf', `remotes: [{ url: "nats-leaf://${hub.leafnode}" }]`);
  const connection = await connectNats({ url: `nats://${leaf.client}` }, { name: 'test', waitMs: 5000 });
  await ensureHub(connection, ['default'], { ...defaultStreamSizes, domain: 'hub' });
  const streamsOf = async (domain: string) => {
    const manager = await connection.jetstreamManager(inDomain(domain));
    const names: string[] = [];
    for await (const name of manager.streams.names()) names.push(name);
    return names.toSorted();
  };
  t.deepEqual(await streamsOf(''), []);
  t.deepEqual(await streamsOf('leaf'), []);
  t.true((await streamsOf('hub')).includes('NETRAVEN_TASKS'));
  await connection.close();
});
