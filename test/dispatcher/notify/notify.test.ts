import type { Notification } from '@netraven/common/message';
import test from 'ava';
import { claimNotifications } from '../../../packages/dispatcher/src/notify/claim-notifications.ts';
import { sendNotification } from '../../../packages/dispatcher/src/notify/send-notification.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../helpers/start-webhook-receiver.ts';
import { commitVersions, endTask, openNotifier } from '../helpers/open-notifier.ts';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

const bodies = (receiver: WebhookReceiver) =>
  receiver.requests.map(({ body }): Notification => JSON.parse(body));

const told = (receiver: WebhookReceiver) =>
  bodies(receiver).map(({ devices }) => devices.map(({ device, kind }) => `${device} ${kind}`));

/** As if so much time had passed for what waits. */
async function passTime({ query }: TestSystem, interval: string): Promise<void> {
  await query(`update notification_item set added_at = added_at - ?::interval`, [interval]);
  await query(
    `update notification_target set retry_at = retry_at - ?::interval, made_at = made_at - ?::interval`,
    [interval, interval],
  );
}

const count = async ({ query }: TestSystem, table: string) =>
  (await query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count;

test('without a target nothing is noted, and an outcome costs no row', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  for (const outcome of ['failed', 'failed', 'quarantined', 'changed'])
    await endTask(system, 'dev-00001', outcome);
  await commitVersions(system, ['dev-00001', 'dev-00002']);
  t.is(await count(system, 'notice'), 0);
});

test('each turn of a device is told once, with its error, and a change with its diff', async (t) => {
  await using system = await startTestSystem();
  await using receiver = await startWebhookReceiver();
  await seedDevices(system, 2);
  const notifier = await openNotifier(system, [{ name: 'ops', webhook: { url: receiver.url }, digest: 0 }]);
  const tell = async () => {
    await notifier.gather();
    await notifier.deliver();
  };
  for (const outcome of ['failed', 'failed', 'failed']) {
    await endTask(system, 'dev-00001', outcome);
    await tell();
  }
  await endTask(system, 'dev-00001', 'unchanged');
  await tell();
  const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-hostname a\n+hostname b\n';
  await commitVersions(system, ['dev-00002'], { diff, removed: 1 });
  await commitVersions(system, ['dev-00001'], { diff, removed: 1, change: 'secret-only' });
  await tell();
  t.deepEqual(told(receiver), [['dev-00001 failed'], ['dev-00001 recovered'], ['dev-00002 changed']]);
  const [failed, recovered, changed] = bodies(receiver);
  t.deepEqual(failed?.devices[0]?.error, {
    code: 'NETRAVEN_CONNECT_TIMEOUT',
    message: 'dev-00001: no answer within 20 s',
    hint: 'Check it.',
  });
  t.is(failed?.summary, '1 failed (dev-00001)');
  t.is(recovered?.devices[0]?.failuresInRow, 3);
  t.is(changed?.devices[0]?.change?.diff, diff);
  t.deepEqual([await count(system, 'notice'), await count(system, 'notification_item')], [0, 0]);
});

test('another serial number is told with both of them', async (t) => {
  await using system = await startTestSystem();
  await using receiver = await startWebhookReceiver();
  await seedDevices(system, 1);
  const notifier = await openNotifier(system, [{ name: 'ops', webhook: { url: receiver.url }, digest: 0 }]);
  for (const serial of ['A1', 'A1', 'B2'])
    await system.query(`update device set facts = jsonb_build_object('serial', ?::text)`, [serial]);
  await notifier.gather();
  await notifier.deliver();
  t.deepEqual(
    bodies(receiver).map(({ devices }) => devices.map(({ kind, serial }) => ({ kind, serial }))),
    [[{ kind: 'replaced', serial: { previous: 'A1', current: 'B2' } }]],
  );
});

test('a first backup of a large fleet is one message, and what is written with an outcome that is rolled back is not told', async (t) => {
  await using system = await startTestSystem();
  await using receiver = await startWebhookReceiver();
  const devices = await seedDevices(system, 3000);
  const notifier = await openNotifier(system, [{ name: 'ops', webhook: { url: receiver.url } }]);
  await t.throwsAsync(
    system.inventory.em.fork().transactional(async (em) => {
      await em.execute(`update device set last_outcome = 'quarantined', last_outcome_at = now()`);
      throw new Error('rolled back');
    }),
  );
  await commitVersions(system, devices);
  await notifier.gather();
  await notifier.deliver();
  t.is(receiver.requests.length, 0, 'the digest is not over');
  await passTime(system, '15 minutes');
  await notifier.gather();
  await notifier.deliver();
  t.deepEqual(
    bodies(receiver).map(({ counts, devices: listed, omitted }) => [counts.changed, listed.length + omitted]),
    [[3000, 3000]],
  );
  t.true(Buffer.byteLength(receiver.requests[0]?.body ?? '') <= 100_000);
  t.true(bodies(receiver)[0]?.devices[0]?.change?.isFirst);
});

test('each target is told what it asked for', async (t) => {
  await using system = await startTestSystem();
  await using all = await startWebhookReceiver();
  await using fra = await startWebhookReceiver();
  await using failures = await startWebhookReceiver();
  await seedDevices(system, 2);
  await system.query(`insert into site (name, created_at) values ('fra', now())`);
  await system.query(`update device set site = 'fra' where name = 'dev-00002'`);
  const notifier = await openNotifier(system, [
    { name: 'all', webhook: { url: all.url }, digest: 0, failuresInARow: 1 },
    { name: 'fra', webhook: { url: fra.url }, digest: 0, failuresInARow: 1, sites: ['fra'] },
    { name: 'failures', webhook: { url: failures.url }, digest: 0, on: ['failed'] },
  ]);
  for (const device of ['dev-00001', 'dev-00002', 'dev-00002']) await endTask(system, device, 'failed');
  await commitVersions(system, ['dev-00001']);
  await notifier.gather();
  await notifier.deliver();
  t.deepEqual(
    [all, fra, failures].map((receiver) => told(receiver).map((one) => one.toSorted())),
    [
      [['dev-00001 changed', 'dev-00001 failed', 'dev-00002 failed']],
      [['dev-00002 failed']],
      [['dev-00002 failed']],
    ],
  );
});

test('a dispatcher that dies after sending and before noting it lets the same message be sent again under its id', async (t) => {
  await using system = await startTestSystem();
  await using receiver = await startWebhookReceiver();
  await seedDevices(system, 1);
  const targets = [{ name: 'ops', webhook: { url: receiver.url }, digest: 0, failuresInARow: 1 }];
  const doomed = await openNotifier(system, targets);
  const other = await openNotifier(system, targets);
  await endTask(system, 'dev-00001', 'failed');
  await doomed.gather();
  const [claimed] = await claimNotifications(doomed.dispatcher.inventory, ['ops']);
  const [settings] = doomed.dispatcher.config.notifications;
  if (!claimed || !settings) throw new Error('nothing was claimed');
  await sendNotification(settings, claimed.message, new AbortController().signal);
  await other.deliver();
  t.is(receiver.requests.length, 1, 'it is left to who holds it');
  await passTime(system, '1 minute');
  await other.deliver();
  await other.deliver();
  const [first, second, ...rest] = receiver.requests;
  t.is(first?.body, second?.body);
  t.is(first?.headers['webhook-id'], second?.headers['webhook-id']);
  t.deepEqual(rest, []);
});

test('two dispatchers send each message once', async (t) => {
  await using system = await startTestSystem();
  await using receiver = await startWebhookReceiver();
  const devices = await seedDevices(system, 200);
  const targets = Array.from({ length: 10 }, (_, index) => ({
    name: `t-${index}`,
    webhook: { url: receiver.url },
    digest: 0,
  }));
  const notifiers = await Promise.all([1, 2, 3].map(() => openNotifier(system, targets)));
  await commitVersions(system, devices);
  await Promise.all(notifiers.map((one) => one.gather()));
  // A dispatcher that met only locked rows has left them to the others.
  await notifiers[0]?.gather();
  await Promise.all(notifiers.map((one) => one.deliver()));
  for (const notifier of notifiers) {
    await notifier.gather();
    await notifier.deliver();
  }
  const sums = new Map<string, number>();
  for (const { target, counts } of bodies(receiver))
    sums.set(target, (sums.get(target) ?? 0) + counts.changed);
  t.deepEqual(
    [...sums].toSorted(),
    targets.map(({ name }): [string, number] => [name, 200]),
  );
  t.is(new Set(bodies(receiver).map(({ id }) => id)).size, receiver.requests.length);
});

test('a target that does not answer holds up no other, is tried again, and is given up in the end', async (t) => {
  await using system = await startTestSystem();
  let isDead = true;
  await using dead = await startWebhookReceiver(() => ({
    status: isDead ? 503 : 200,
    headers: { 'retry-after': '90' },
  }));
  await using silent = await startWebhookReceiver(() => 'hold');
  await using good = await startWebhookReceiver();
  await seedDevices(system, 1);
  const notifier = await openNotifier(
    system,
    Object.entries({ dead, silent, good }).map(([name, { url }]) => ({ name, webhook: { url }, digest: 0 })),
  );
  const events = system.watchEvents('netraven.events.hub.notification.>').events;
  await using _api = await (await import('../../../packages/dispatcher/src/api/serve-api.ts')).serveApi(
    notifier.dispatcher,
  );
  await commitVersions(system, ['dev-00001']);
  await notifier.gather();
  const delivering = notifier.deliver();
  await until('the good one is told', async () => good.requests.length === 1 && dead.requests.length === 1);
  const stateOf = async (name: string) =>
    (await system.call('notification.list', {})).targets.find((target) => target.name === name);
  const failing = await until('the failure is noted', async () => {
    const target = await stateOf('dead');
    return target?.state === 'failing' && target;
  });
  t.is(failing.attempts, 1);
  t.regex(failing.lastError ?? '', /^NETRAVEN_NOTIFICATION_FAILED: 127\.0\.0\.1:\d+: refuses \(HTTP 503\)$/);
  const waitsMs = Date.parse(failing.retryAt ?? '') - Date.parse(failing.lastFailedAt ?? '');
  t.true(Math.abs(waitsMs - 90_000) < 1000, 'as long as it asked for');

  await commitVersions(system, ['dev-00001']);
  await notifier.gather();
  t.is((await stateOf('dead'))?.waiting, 1, 'nothing new is made while one is on its way');
  await passTime(system, '1 day');
  await openDeliveriesOf(system, 'dead', notifier);
  await until('the event', async () => events.length === 1);
  t.deepEqual(
    events.map(({ what, data: { target, attempts, code } }) => ({ what, target, attempts, code })),
    [{ what: 'given-up', target: 'dead', attempts: 2, code: 'NETRAVEN_NOTIFICATION_FAILED' }],
  );
  t.is((await stateOf('dead'))?.state, 'given-up');
  isDead = false;
  await notifier.gather();
  await openDeliveriesOf(system, 'dead', notifier);
  const mended = await stateOf('dead');
  t.deepEqual([mended?.state, mended?.sent, mended?.givenUp, mended?.lastError], ['idle', 1, 1, null]);
  await silent[Symbol.asyncDispose]();
  await delivering;
});

/** Delivers to one target alone. */
async function openDeliveriesOf(
  system: TestSystem,
  name: string,
  { dispatcher }: Awaited<ReturnType<typeof openNotifier>>,
): Promise<void> {
  const { openDeliveries } = await import('../../../packages/dispatcher/src/notify/notify.ts');
  const notifications = dispatcher.config.notifications.filter((target) => target.name === name);
  const only = { ...dispatcher, config: { ...dispatcher.config, notifications } };
  const deliveries = openDeliveries(only, new AbortController().signal);
  await deliveries.start();
  await deliveries.settled();
  await system.query('select 1');
}

test('a whole dispatcher tells what happens, and sends a sample when asked', async (t) => {
  await using system = await startTestSystem();
  await using receiver = await startWebhookReceiver();
  await seedDevices(system, 1);
  const notifications = [{ name: 'ops', webhook: { url: receiver.url }, digest: 0 }];
  await using _dispatcher = await system.startDispatcher({ notifications });
  await until(
    'the target is known',
    async () => (await system.call('notification.list', {})).targets.length === 1,
  );
  await commitVersions(system, ['dev-00001']);
  await until('the message', async () => receiver.requests.length === 1);
  const tested = await system.call('notification.test', { name: 'ops' });
  t.deepEqual([tested.answer, tested.error], ['HTTP 204', null]);
  t.deepEqual(
    bodies(receiver).map(({ isTest, summary }) => [isTest, summary]),
    [
      [false, '1 changed (dev-00001)'],
      [true, 'Test: 1 failed (sample-1), 1 changed (sample-2)'],
    ],
  );
  await t.throwsAsync(system.call('notification.test', { name: 'opps' }), {
    message: 'notification target opps: not configured',
  });
});
