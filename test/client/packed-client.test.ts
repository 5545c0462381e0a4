import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { packClient } from '../../scripts/pack-client.ts';
import { programPath, root } from '../../scripts/run-program.ts';
import { serveApi } from '../cli/helpers/serve-api.ts';
import { startTestNats } from '../helpers/start-nats.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const run = promisify(execFile);

const SERVICE = `
import { type Client, NetravenError, openClient } from '@netraven/client';

const [url = '', user = '', password = '', domain = ''] = process.argv.slice(2);
await using client: Client = await openClient({ nats: { url, user, password }, domain });
const { jobs } = await client.call('job.list', { limit: 5 });
// @ts-expect-error: an endpoint that there is not
const wrong: Parameters<typeof client.call>[0] = 'job.lst';
const refused = await client.submit({}).catch((error: unknown) => error);
const { code, message } = refused as NetravenError;
console.log(JSON.stringify({ jobs, code, message, isOurs: refused instanceof NetravenError, wrong }));
`;

test('a service outside of this repository installs the packed client, checks its types and runs it', async (t) => {
  await using nats = await startTestNats();
  await serveApi(await nats.connect(), { 'job.list': () => ({ jobs: [], next: null }) });
  const folder = await makeTempFolder(t);
  const modules = join(folder, 'node_modules');
  await packClient(join(modules, '@netraven/client'));
  await mkdir(join(modules, '@types'), { recursive: true });
  for (const name of ['nats', 'zod', '@types/node']) {
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(folder, 'service.ts'), SERVICE);
  const options = ['--noEmit', '--strict', '--target', 'esnext', '--module', 'nodenext', '--types', 'node'];
  const types = await run(programPath('tsc'), [...options, 'service.ts'], { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  );
  t.is(types.stdout, '');
  const { user = '', password = '' } = nats.optionsFor('client');
  const args = ['service.ts', nats.url, user, password, nats.domain];
  const { stdout } = await run(process.execPath, args, { cwd: folder });
  t.deepEqual(JSON.parse(stdout), {
    jobs: [],
    code: 'NETRAVEN_MESSAGE_INVALID',
    message: 'job request: value: needs one of devices, tags, sites, platforms, or all: true',
    isOurs: true,
    wrong: 'job.lst',
  });
});
