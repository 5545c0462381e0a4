import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notification } from '@netraven/common/message';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { until } from '../dispatcher/helpers/until.ts';
import { findSecrets } from '../helpers/find-secrets.ts';
import { startInstance } from '../helpers/start-instance.ts';
import { startWebhookReceiver } from '../helpers/start-webhook-receiver.ts';

const LOGIN = { username: 'netops', password: 'L0gin!notified/one', enable: 'En4ble+notified=two' };

test('a webhook is told of changes with their diff and of a device that fails, and of no secret', async (t) => {
  await using receiver = await startWebhookReceiver();
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: ['cisco_ios', 'juniper_junos'].map((platform) => ({
      platform,
      name: platform.replace('_', '-'),
    })),
  });
  const target = { name: 'ops', webhook: { url: receiver.url }, changes: ['significant', 'secret-only'] };
  await using instance = await startInstance(
    ['--executors', '1'],
    JSON.stringify({
      notifications: [{ ...target, digest: 0, failuresInARow: 1 }],
      retry: { maxAttempts: 1 },
    }),
  );
  const rows = simulator.devices.map(
    ({ name, host, port, platform }) => `${name},${host},${port},${platform}`,
  );
  const file = join(instance.dir, 'devices.csv');
  await writeFile(file, ['name,host,port,platform', ...rows, 'nowhere,127.0.0.1,1,cisco_ios', ''].join('\n'));
  await instance.json(['device', 'import', file]);
  await instance.netraven(
    ['credential', 'add', 'sim', '--username', LOGIN.username, '--password-stdin', '--enable-stdin'],
    `${LOGIN.password}\n${LOGIN.enable}\n`,
  );
  const listed = () =>
    receiver.requests
      .flatMap(({ body }): Notification['devices'] => JSON.parse(body).devices)
      .toSorted((a, b) => (a.device < b.device ? -1 : 1));

  await instance.json(['backup', '--all'], [1]);
  await until('the first configurations and the failure', async () => listed().length === 3);
  t.deepEqual(
    listed().map(({ device, kind, change, error }) => [device, kind, change?.isFirst, error?.code]),
    [
      ['cisco-ios', 'changed', true, undefined],
      ['juniper-junos', 'changed', true, undefined],
      ['nowhere', 'failed', undefined, 'NETRAVEN_CONNECT_REFUSED'],
    ],
  );
  const change = simulator.device('cisco-ios').change('description');
  simulator.device('juniper-junos').change('secret');
  await instance.json(['backup', '--all'], [1]);
  await until('the changes', async () => listed().length === 5);
  const diffs = new Map(
    listed().flatMap((one) =>
      one.change && one.change.diff !== '' ? [[one.device, one.change] as const] : [],
    ),
  );
  t.deepEqual([...diffs.keys()], ['cisco-ios', 'juniper-junos']);
  t.is(diffs.get('cisco-ios')?.added, change.added.length);
  t.is(diffs.get('juniper-junos')?.class, 'secret-only');
  const places = Object.fromEntries(receiver.requests.map(({ body }, index) => [`message ${index}`, body]));
  const values = simulator.devices.flatMap((one) => one.secrets().map(({ value }) => value));
  const secrets = [LOGIN.password, LOGIN.enable, ...values.filter(({ length }) => length >= 6)];
  t.deepEqual(findSecrets(places, secrets), []);

  const list = await instance.netraven(['notification', 'list']);
  t.regex(list.stdout, /^ops +webhook 127\.0\.0\.1:\d+ +idle +at once +0 /m);
  const tested = await instance.netraven(['notification', 'test', 'ops']);
  t.regex(tested.stdout, /^sent to ops \(127\.0\.0\.1:\d+\) in \d+ ms: HTTP 204\n$/);
  t.not((await instance.netraven(['notification', 'test', 'nobody'])).code, 0);
});
