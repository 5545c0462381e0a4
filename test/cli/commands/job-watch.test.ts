import test from 'ava';
import { z } from 'zod';
import {
  acknowledge,
  queuedTasks,
  recordOutcome,
  seedDevices,
} from '../../dispatcher/helpers/seed-devices.ts';
import { startTestSystem } from '../../dispatcher/helpers/start-dispatcher.ts';
import { until } from '../../dispatcher/helpers/until.ts';
import { runCli } from '../helpers/run-cli.ts';

const connectionsSchema = z.object({
  connections: z.array(z.object({ subscriptions_list: z.array(z.string()).default([]) })),
});

test('watching a job goes on over a crash of NATS and another dispatcher, to its end', async (t) => {
  t.timeout(120_000);
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  const first = await system.startDispatcher();
  await system.request({ v: 1, id: 'watched', all: true });
  await until('the task', async () => (await queuedTasks(system)).size === 1);
  const { url, user = '', password = '' } = system.nats.optionsFor('client');
  const environment = {
    NETRAVEN_NATS_URL: url,
    NETRAVEN_NATS_USER: user,
    NETRAVEN_NATS_PASSWORD: password,
  };
  let hasEnded = false;
  const watching = runCli(['job', 'watch', 'watched', '--json'], { environment }).finally(() => {
    hasEnded = true;
  });
  await until('somebody to watch', async () => {
    const answer = await fetch(`${system.nats.monitorUrl}/connz?subs=1`);
    return connectionsSchema
      .parse(await answer.json())
      .connections.some(({ subscriptions_list }) => subscriptions_list.includes('netraven.events.>'));
  });

  await first[Symbol.asyncDispose]();
  await system.nats.kill9();
  await system.nats.restart();
  await using _second = await system.startDispatcher();
  t.false(hasEnded);
  await until('the connection', async () => (await queuedTasks(system).catch(() => new Map())).size === 1);
  await recordOutcome(system, 'watched-1', 'changed', new Date());
  await acknowledge(system, 'dev-00001');

  const { code, stdout, stderr } = await watching;
  t.like(
    JSON.parse(stdout),
    { job: 'watched', status: 'COMPLETED_SUCCESS', outcomes: { changed: 1 } },
    stderr,
  );
  t.is(code, 0);
});
