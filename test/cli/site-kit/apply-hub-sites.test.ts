import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort, findNatsServer, startNats } from '@netraven/cli/embedded';
import { openLog } from '@netraven/common';
import test, { type ExecutionContext } from 'ava';
import { instancePaths } from '../../../packages/cli/src/instance/instance-paths.ts';
import { applyHubSites } from '../../../packages/cli/src/site-kit/apply-hub-sites.ts';
import { setHubSites } from '../../../packages/cli/src/site-kit/set-hub-sites.ts';
import { writeSiteKit } from '../../../packages/cli/src/site-kit/write-site-kit.ts';
import { becomesTrue } from '../../helpers/process-state.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

/** A hub as `netraven up` runs it, that takes leaf nodes and knows no site yet. */
async function startHub(t: ExecutionContext<unknown>, hasLeafs = true) {
  const paths = instancePaths(await makeTempFolder(t));
  const port = await findFreePort();
  const lines: string[] = [];
  const hub = await startNats({
    dir: paths.nats,
    binary: await findNatsServer(),
    isDurable: false,
    leafs: hasLeafs ? { listen: `127.0.0.1:${port}`, sites: [] } : undefined,
    log: openLog('test-nats', 'debug', { write: (line) => lines.push(line) }),
  });
  await mkdir(paths.natsSites, { recursive: true });
  const leafs = async () => {
    const answer = await fetch(`${hub.monitorUrl}/leafz`);
    return ((await answer.json()) as { leafnodes: number }).leafnodes;
  };
  /** Logins that the hub has refused. */
  const refused = () => Promise.resolve(lines.filter((line) => line.includes('authentication error')).length);
  const kit = async (site: string, renews = false) => {
    const out = join(paths.dir, site);
    const place = { out, hub: `127.0.0.1:${port}`, usesTls: false, renews };
    const parts = { site, hubDomain: 'hub', identity: undefined, fingerprintKey: 'x' };
    const { folder, hubSnippet } = await writeSiteKit(place, parts);
    await writeFile(join(paths.natsSites, `${site}.conf`), hubSnippet);
    return folder;
  };
  return { paths, hub, leafs, refused, kit, [Symbol.asyncDispose]: () => hub.stop() };
}

/** The server of a site, by the configuration of its kit, in a folder and on ports of this test. */
async function startLeaf(t: ExecutionContext<unknown>, folder: string): Promise<() => Promise<void>> {
  const written = await readFile(join(folder, 'nats-server.conf'), 'utf8');
  const file = join(folder, 'test.conf');
  const config = written
    .replace(/^listen: .*$/m, 'listen: "127.0.0.1:-1"')
    .replace(/^http: .*$/m, '')
    .replace('/var/lib/netraven-nats', join(folder, 'store'));
  await writeFile(file, config);
  const { path } = await findNatsServer();
  const server = spawn(path, ['-c', file], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGKILL');
    await gone;
  };
  t.teardown(stop);
  return stop;
}

test('a running hub takes a site, its new logins, and leaves it when it is removed', async (t) => {
  await using hub = await startHub(t);
  const folder = await hub.kit('fra');
  await hub.kit('ams-2');
  const old = await readFile(join(folder, 'nats-server.conf'), 'utf8');
  const refusals = async (least: number) =>
    t.true(await becomesTrue(async () => (await hub.refused()) >= least), 'somebody was refused');
  const stopFirst = await startLeaf(t, folder);
  t.is(await hub.leafs(), 0, 'unknown yet');
  t.is(await applyHubSites(hub.paths), 'now');
  t.true(await becomesTrue(async () => (await hub.leafs()) === 1));

  await hub.kit('fra', true);
  t.is(await applyHubSites(hub.paths), 'now');
  await stopFirst();
  await writeFile(join(folder, 'nats-server.conf'), old);
  const stopOld = await startLeaf(t, folder);
  await refusals(1);
  t.is(await hub.leafs(), 0, 'the old login is refused');
  await stopOld();
  await hub.kit('fra');
  const stopNew = await startLeaf(t, folder);
  t.true(await becomesTrue(async () => (await hub.leafs()) === 1), 'the new one is taken');

  await rm(join(hub.paths.natsSites, 'fra.conf'));
  t.is(await applyHubSites(hub.paths), 'now');
  t.is(await hub.leafs(), 1, 'a reload closes no link');
  const before = await hub.refused();
  await stopNew();
  await startLeaf(t, folder);
  await refusals(before + 1);
  t.is(await hub.leafs(), 0, 'removed, it is refused');
  const config = await readFile(join(hub.paths.nats, 'nats-server.conf'), 'utf8');
  t.deepEqual(config.match(/LEAF_\w+|include .*/g), ['include "sites/ams-2.conf"', 'LEAF_AMS_2']);
  t.is(setHubSites(config, ['ams-2']), config);
});

test('a hub that takes no leaf nodes is left as it is', async (t) => {
  await using hub = await startHub(t, false);
  await hub.kit('fra');
  const config = await readFile(join(hub.paths.nats, 'nats-server.conf'), 'utf8');
  t.is(await applyHubSites(hub.paths), 'at-start');
  t.is(await readFile(join(hub.paths.nats, 'nats-server.conf'), 'utf8'), config);
});

test('a kit is written again with the same logins, and with others only when asked to', async (t) => {
  const out = join(await makeTempFolder(t), 'fra');
  const parts = { site: 'fra', hubDomain: 'hub', identity: undefined, fingerprintKey: 'x' };
  const kept = { out, hub: undefined, usesTls: undefined, renews: false };
  await t.throwsAsync(writeSiteKit(kept, parts), {
    code: 'NETRAVEN_USAGE',
    message: /where the hub takes leaf nodes/,
  });
  const first = await writeSiteKit({ ...kept, hub: 'nats.example.net:7422' }, parts);
  const config = await readFile(join(out, 'nats-server.conf'), 'utf8');
  t.deepEqual(await writeSiteKit(kept, parts), first);
  t.is(await readFile(join(out, 'nats-server.conf'), 'utf8'), config);

  const renewed = await writeSiteKit({ ...kept, renews: true }, parts);
  t.not(renewed.hubSnippet, first.hubSnippet);
  const next = await readFile(join(out, 'nats-server.conf'), 'utf8');
  t.not(next, config);
  t.regex(next, /tls:\/\/leaf-fra:p[0-9a-f]{48}@nats\.example\.net:7422/);
});
