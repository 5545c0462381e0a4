import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '@netraven/cli/embedded';
import { connectNats } from '@netraven/common/jetstream';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { parse } from 'yaml';
import { readQueues } from '../chaos/checker/check-queues.ts';
import { startProxy } from '../chaos/system/start-proxy.ts';
import { mayPublish, maySubscribe } from '../helpers/may-publish.ts';
import { becomesTrue } from '../helpers/process-state.ts';
import { startInstance } from '../helpers/start-instance.ts';
import { startLeafSite } from '../helpers/start-leaf-site.ts';

const LOGIN = { username: 'netops', password: 'site-login-53', enable: 'site-enable-35' };
const LIMIT_MS = 240_000;

interface Task {
  readonly device: string;
  readonly state: string;
  readonly outcome: string | null;
}

test('a site whose link is cut in the middle of a job keeps what it has, and nothing is lost or done twice', async (t) => {
  t.timeout(600_000);
  const port = await findFreePort();
  const settings = `hub: { leafListen: '127.0.0.1:${port}', leafAdvertise: '127.0.0.1:1' }\n`;
  await using hub = await startInstance(['--executors', '1'], settings);
  const links = { fra: await startProxy(port), ams: await startProxy(port) };
  await using _fra = links.fra;
  await using _ams = links.ams;
  const folders = { fra: join(hub.dir, 'fra'), ams: join(hub.dir, 'ams') };
  for (const site of ['fra', 'ams'] as const) {
    const args = [
      'site',
      'add',
      site,
      '--out',
      folders[site],
      '--hub',
      `127.0.0.1:${links[site].port}`,
      '--clear',
    ];
    for (let time = 1; time <= 2; time++) {
      const added = await hub.netraven(args);
      t.is(added.code, 0, added.stderr);
    }
    for (const file of [
      'nats-server.conf',
      'executor.yaml',
      'site.identity',
      'fingerprint.key',
      'logins.json',
    ])
      t.is((await stat(join(folders[site], file))).mode & 0o777, 0o600, file);
  }
  await hub.restart();

  const devices = ['fra', 'ams'].flatMap((site) =>
    [1, 2, 3].map((n) => ({ platform: 'cisco_ios', name: `${site}-${n}`, answerMs: n === 1 ? 50 : 1500 })),
  );
  await using simulator = await startSimulator({ devices, size: 0.1, ...LOGIN });
  for (const { name } of devices) {
    const { host, port: sshPort } = simulator.device(name);
    const args = ['device', 'add', name, '--host', host, '--port', `${sshPort}`, '--platform', 'cisco_ios'];
    t.is((await hub.netraven([...args, '--site', name.slice(0, 3)])).code, 0);
  }
  const credential = [
    'credential',
    'add',
    'sim',
    '--username',
    LOGIN.username,
    '--password-stdin',
    '--enable-stdin',
  ];
  t.is((await hub.netraven(credential, `${LOGIN.password}\n${LOGIN.enable}\n`)).code, 0);
  await using fra = await startLeafSite(folders.fra, 'fra');
  await using _amsSite = await startLeafSite(folders.ams, 'ams');

  t.log('sites run', Math.round(performance.now()));
  const { job } = await hub.json<{ job: string }>(['backup', '--all', '--no-wait']);
  const tasks = async () => (await hub.json<{ tasks: Task[] }>(['job', 'show', job])).tasks;
  const isAtWork = async () =>
    (await tasks()).some(({ device, state }) => device.startsWith('fra') && state === 'running');
  t.true(await becomesTrue(isAtWork, LIMIT_MS), 'fra is at work');
  links.fra.cut();
  const atSite = async () => (await readQueues(fra.monitorUrl)).get('NETRAVEN_OUTBOX_fra') ?? 0;
  t.true(await becomesTrue(async () => (await atSite()) > 0, LIMIT_MS), 'what fra produced waits there');
  const isDone = async (site: string) =>
    (await tasks())
      .filter(({ device }) => device.startsWith(site))
      .every(({ outcome }) => outcome === 'changed');
  t.true(await becomesTrue(() => isDone('ams'), LIMIT_MS), 'ams goes on');
  t.false(await isDone('fra'));

  links.fra.open();
  t.true(await becomesTrue(() => isDone('fra'), LIMIT_MS), 'fra comes home');
  t.true(await becomesTrue(async () => (await atSite()) === 0, LIMIT_MS));
  for (const { name } of devices) {
    const { versions } = await hub.json<{ versions: unknown[] }>(['config', 'history', name]);
    t.is(versions.length, 1, name);
  }

  const passed = await overreach(folders.fra, fra.url);
  t.deepEqual(passed, []);
});

/** What the user of site fra may do that it must not. */
async function overreach(folder: string, url: string): Promise<string[]> {
  const { nats } = parse(await readFile(join(folder, 'executor.yaml'), 'utf8'));
  const executor = await connectNats({ ...nats, url }, { name: 'test', waitMs: 30_000 });
  const passed: string[] = [];
  const subjects = [
    ...[
      'tasks.ams.bulk.x',
      'tasks.fra.bulk.x',
      'jobs.request',
      'events.ams.task.done',
      'api.status',
      'git.show',
    ],
    ...['snapshots', 'results', 'chunks', 'outbox'].map((noun) => `${noun}.ams.x`),
  ].map((rest) => `netraven.${rest}`);
  const api = [
    'CONSUMER.MSG.NEXT.NETRAVEN_TASKS.ams_bulk',
    'STREAM.MSG.GET.NETRAVEN_SNAPSHOTS',
    'STREAM.DELETE.NETRAVEN_TASKS',
    'STREAM.PURGE.NETRAVEN_TASKS',
    'STREAM.CREATE.MINE',
    'STREAM.NAMES',
    'STREAM.MSG.GET.KV_netraven_head_ams',
  ];
  for (const subject of [...subjects, ...api.flatMap((name) => [`$JS.API.${name}`, `$JS.hub.API.${name}`])])
    if (await mayPublish(executor, subject)) passed.push(subject);
  for (const subject of ['>', 'netraven.tasks.>', '_INBOX.>', '_INBOX.client.>', 'netraven.control.ams.>'])
    if (await maySubscribe(executor, subject)) passed.push(`listens to ${subject}`);
  await executor.close();
  return passed;
}
