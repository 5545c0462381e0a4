import { createServer } from 'node:http';
import { openLog } from '@netraven/common';
import { openMonitor, parseListen } from '@netraven/common/metric';
import test from 'ava';

const log = openLog('test', 'silent');

async function startMonitor(listen = '127.0.0.1:0') {
  const stopping = new AbortController();
  const monitor = await openMonitor({
    role: 'git-writer',
    listen,
    log,
    signal: stopping.signal,
    say: () => undefined,
  });
  const get = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://${monitor.address}${path}`, init);
    return { status: response.status, body: await response.text() };
  };
  return { monitor, stopping, get, [Symbol.asyncDispose]: () => monitor[Symbol.asyncDispose]() };
}

test.serial(
  'a process is alive from the first moment, and ready once its state and its checks say so',
  async (t) => {
    await using running = await startMonitor();
    const { monitor, get, stopping } = running;
    t.is((await get('/healthz')).status, 200);
    const starting = await get('/readyz');
    t.is(starting.status, 503);
    t.deepEqual(JSON.parse(starting.body), {
      ready: false,
      role: 'git-writer',
      version: JSON.parse((await get('/healthz')).body).version,
      state: 'starting',
      checks: {},
    });

    monitor.health.setState('standby');
    const standby = await get('/readyz');
    t.is(standby.status, 200, 'a standby is there for the moment it is needed');
    t.is(JSON.parse(standby.body).state, 'standby');
    t.true((await get('/metrics')).body.includes('netraven_ready 1\n'));

    stopping.abort();
    t.is((await get('/readyz')).status, 503, 'who stops gets no more work');
    t.is((await get('/healthz')).status, 200);
  },
);

test.serial(
  'a required check that fails or does not answer makes a process unready, another only shows',
  async (t) => {
    await using running = await startMonitor();
    const { health } = running.monitor;
    health.setState('serving');
    health.add({ name: 'nats', required: true, probe: async () => undefined });
    health.add({ name: 'database', required: false, probe: () => Promise.reject(new Error('away')) });
    t.deepEqual(JSON.parse((await running.get('/readyz')).body).checks, {
      nats: { ok: true, required: true, reason: null },
      database: { ok: false, required: false, reason: 'away' },
    });
    t.is((await running.get('/readyz')).status, 200);

    await using second = await startMonitor();
    second.monitor.health.setState('serving');
    second.monitor.health.add({ name: 'streams', required: true, probe: () => new Promise(() => undefined) });
    const unready = await second.get('/readyz');
    t.is(unready.status, 503);
    t.deepEqual(JSON.parse(unready.body).checks, {
      streams: { ok: false, required: true, reason: 'no answer within 2 s' },
    });
  },
);

test.serial('only reading is served', async (t) => {
  await using running = await startMonitor();
  t.is((await running.get('/metrics', { method: 'POST', body: 'x' })).status, 405);
  t.is((await running.get('/__proto__')).status, 404);
  t.deepEqual(await running.get('/'), { status: 404, body: '/metrics\n/healthz\n/readyz\n' });
  t.deepEqual(await running.get('/healthz', { method: 'HEAD' }), { status: 200, body: '' });
});

test.serial('without an address nothing listens', async (t) => {
  await using running = await startMonitor('');
  t.is(running.monitor.address, undefined);
});

test.serial('an address that is taken is named', async (t) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.teardown(() => other.close());
  const taken = other.address();
  const port = taken !== null && typeof taken === 'object' ? taken.port : 0;
  await t.throwsAsync(startMonitor(`127.0.0.1:${port}`), {
    code: 'NETRAVEN_METRICS_LISTEN',
    message: new RegExp(`^metrics.listen 127.0.0.1:${port}: listen EADDRINUSE`),
  });
});

test('an address is read in each of its forms', (t) => {
  t.deepEqual(parseListen('127.0.0.1:9464'), { host: '127.0.0.1', port: 9464 });
  t.deepEqual(parseListen(':9464'), { host: '', port: 9464 });
  t.deepEqual(parseListen('[::1]:0'), { host: '::1', port: 0 });
  for (const wrong of ['9464', 'host', 'a:b', '1.2.3.4:70000', '::1:9464']) {
    t.throws(() => parseListen(wrong), { code: 'NETRAVEN_CONFIG_INVALID' }, wrong);
  }
});
