import { openLog } from '@netraven/common';
import { serveHttp } from '@netraven/common/metric';
import test from 'ava';
import { serveMonitoring } from '../../../packages/cli/src/up/serve-monitoring.ts';

const log = openLog('test', 'silent');

function startProcess(metrics: string, status: number) {
  const page = (code: number, contentType: string, body: string) => async () => ({
    status: code,
    contentType,
    body,
  });
  return serveHttp(
    '127.0.0.1:0',
    {
      '/metrics': page(200, 'text/plain', metrics),
      '/readyz': page(
        status,
        'application/json',
        JSON.stringify({ ready: status === 200, state: 'serving' }),
      ),
    },
    log,
  );
}

test('one address serves all processes; one that is missing is told and makes the instance unready', async (t) => {
  await using dispatcher = await startProcess('# HELP a A.\n# TYPE a gauge\na 1\n', 200);
  await using executor = await startProcess('# HELP a A.\n# TYPE a gauge\na 2\n', 200);
  const processes = new Map<string, string | undefined>([
    ['dispatcher', dispatcher.address],
    ['executor-1', undefined],
  ]);
  await using instance = await serveMonitoring('127.0.0.1:0', processes, log);
  const get = async (path: string) => {
    const response = await fetch(`http://${instance.address}${path}`);
    return { status: response.status, body: await response.text() };
  };
  const samples = async () => (await get('/metrics')).body.split('\n').filter((line) => /^[a-z]/.test(line));

  t.deepEqual(await samples(), [
    'netraven_process_up{process="dispatcher"} 1',
    'netraven_process_up{process="executor-1"} 0',
    'a{process="dispatcher"} 1',
  ]);
  const unready = await get('/readyz');
  t.is(unready.status, 503);
  t.deepEqual(JSON.parse(unready.body), {
    ready: false,
    processes: {
      dispatcher: { ready: true, state: 'serving' },
      'executor-1': { ready: false, state: 'no answer' },
    },
  });

  processes.set('executor-1', executor.address);
  t.is((await get('/readyz')).status, 200);
  t.deepEqual((await samples()).slice(-2), ['a{process="dispatcher"} 1', 'a{process="executor-1"} 2']);

  await executor[Symbol.asyncDispose]();
  t.is((await get('/readyz')).status, 503, 'a process that has died');
  t.is((await get('/healthz')).status, 200);
});
