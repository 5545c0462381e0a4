import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { callApi } from '@netraven/common/api';
import { connectNats, streamNames } from '@netraven/common/jetstream';
import { type Simulator, startSimulator } from '@netraven/simulator';
import test, { type ExecutionContext } from 'ava';
import { enrolDevices } from '../helpers/enrol-devices.ts';
import { becomesTrue } from '../helpers/process-state.ts';
import { readEndpoint } from '../helpers/read-endpoint.ts';
import { startInstance, type TestInstance } from '../helpers/start-instance.ts';

const run = promisify(execFile);
/** Three waits for an acknowledgement. */
const EMPTY_LIMIT_MS = 90_000;
const LOGIN = { username: 'netops', password: 'fleet-login-7', enable: 'fleet-enable-7' };

interface Backup {
  readonly job: string;
  readonly status: string;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tasks: readonly {
    readonly device: string;
    readonly outcome: string;
    readonly commit: string | null;
  }[];
}

async function startFleet(count: number, args: readonly string[]) {
  const simulator = await startSimulator({ count, platforms: ['cisco_ios'], size: 0.2, ...LOGIN });
  const instance = await startInstance(args);
  await enrolDevices(instance, simulator.devices, LOGIN);
  return {
    simulator,
    instance,
    [Symbol.asyncDispose]: async () => {
      await instance[Symbol.asyncDispose]();
      await simulator[Symbol.asyncDispose]();
    },
  };
}

/** Every device once among the tasks, every change once in the repository, nothing left in a queue. */
async function assertSettled(
  t: ExecutionContext,
  { instance, simulator }: { instance: TestInstance; simulator: Simulator },
  backup: Backup,
) {
  const names = simulator.devices.map(({ name }) => name).sort();
  t.deepEqual(backup.tasks.map(({ device }) => device).sort(), names, 'every device has exactly one task');
  t.deepEqual(backup.outcomes, { changed: names.length });
  t.is(backup.status, 'COMPLETED_SUCCESS');
  const repository = join(instance.dir, 'configs.git');
  const git = async (...args: string[]) =>
    (await run('git', ['-C', repository, ...args], { maxBuffer: 1 << 26 })).stdout;
  const committed = (await git('log', '--format=%(trailers:key=Device,valueonly,separator=%x00)'))
    .trim()
    .split('\n');
  t.deepEqual(committed.sort(), names, 'every device has exactly one commit');
  t.is(await git('fsck', '--full', '--strict'), '');
  const endpoint = await readEndpoint(instance.dir);
  const connection = await connectNats(endpoint, { name: 'test', waitMs: 5000 });
  const manager = await connection.jetstreamManager();
  // Acknowledgements follow what they stand for; after a kill the broker waits half a minute before it asks again.
  for (const stream of [
    streamNames.tasks,
    streamNames.snapshots,
    streamNames.results,
    streamNames.outbox('default'),
  ]) {
    const isEmpty = await becomesTrue(
      async () => (await manager.streams.info(stream)).state.messages === 0,
      EMPTY_LIMIT_MS,
    );
    t.true(isEmpty, `${stream} is empty`);
  }
  await connection.close();
}

test('500 devices are backed up by two executors, and NATS shows what the README says', async (t) => {
  await using fleet = await startFleet(500, ['--executors', '2']);
  const { instance } = fleet;
  const connection = await connectNats(await readEndpoint(instance.dir), { name: 'test', waitMs: 5000 });
  const manager = await connection.jetstreamManager();
  const backing = instance.json<Backup>(['backup', '--all']);

  let mostQueued = 0;
  let mostInFlight = 0;
  let leases = 0;
  const watching = new AbortController();
  const watch = (async () => {
    while (!watching.signal.aborted) {
      mostQueued = Math.max(mostQueued, (await manager.streams.info(streamNames.tasks)).state.messages);
      const { num_ack_pending } = await manager.consumers.info(streamNames.tasks, 'default_bulk');
      mostInFlight = Math.max(mostInFlight, num_ack_pending);
      leases = Math.max(leases, (await manager.streams.info('KV_netraven_lease_default')).state.messages);
      await delay(50);
    }
  })();
  const backup = await backing;
  watching.abort();
  await watch;
  t.true(mostQueued > 100, 'NETRAVEN_TASKS holds one message for each device queued or running');
  t.true(mostInFlight > 1, 'outstanding acks are sessions');
  t.true(leases > 0, 'a lease stands for each live session');

  const names = new Set<string>();
  for await (const service of await connection.services.client().info()) names.add(service.name);
  t.deepEqual([...names].sort(), ['netraven', 'netraven-executor', 'netraven-git-writer']);
  const executors: { changed: number }[] = [];
  for await (const service of await connection.services.client().stats('netraven-executor')) {
    const [endpoint] = service.endpoints ?? [];
    executors.push(endpoint?.data as { changed: number });
  }
  t.is(executors.length, 2);
  t.is(
    executors.reduce((sum, { changed }) => sum + changed, 0),
    500,
  );
  t.true(
    executors.every(({ changed }) => changed > 50),
    'the work is spread over both',
  );
  const { jobs } = await callApi(connection, 'job.list', {});
  t.is(jobs[0]?.id, backup.job);
  await connection.close();
  await assertSettled(t, fleet, backup);
});

for (const role of ['executor-1', 'git-writer', 'dispatcher']) {
  test(`kill -9 of ${role} in the middle of a job costs no outcome and no commit`, async (t) => {
    await using fleet = await startFleet(200, ['--executors', '2']);
    const backing = fleet.instance.json<Backup>(['backup', '--all']);
    while (fleet.simulator.stats().commands < 200) await delay(20);
    await fleet.instance.kill9(role);
    await assertSettled(t, fleet, await backing);
  });
}
