import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { runCli } from '../helpers/run-cli.ts';

test('where "netraven up" was killed, commands say to start it again', async (t) => {
  const folder = await makeTempFolder(t);
  const endpoint = {
    v: 1,
    pid: 1,
    startedAt: '2026-11-23T00:00:00.000Z',
    nats: { url: 'nats://127.0.0.1:1' },
    domain: 'hub',
    database: 'postgresql://127.0.0.1:1/netraven',
    repository: join(folder, 'configs.git'),
    site: 'default',
    log: join(folder, 'log'),
  };
  await writeFile(join(folder, 'endpoint.json'), JSON.stringify(endpoint), { mode: 0o600 });
  const { code, stderr } = await runCli(['--dir', folder, 'device', 'list']);
  t.deepEqual(
    [code, stderr.split('\n')[1]],
    [3, `hint:  Start "netraven up" again if it was killed; else see its log in ${endpoint.log}.`],
  );
});
