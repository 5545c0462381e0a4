import { openClient } from '@netraven/client';
import { HOUR, NetravenError } from '@netraven/common';
import type { JobView } from '@netraven/common/api';
import { publishEvent } from '@netraven/common/jetstream';
import test from 'ava';
import { serveApi } from '../cli/helpers/serve-api.ts';
import { startTestNats, type TestNats } from '../helpers/start-nats.ts';

const never = new AbortController().signal;

function jobWith(parts: Partial<JobView>): JobView {
  return {
    id: 'j1',
    status: 'RUNNING',
    lane: 'bulk',
    requestedBy: '',
    reason: '',
    requestedAt: '2026-11-23T00:00:00.000Z',
    finishedAt: null,
    tasks: 2,
    outcomes: {},
    warnings: [],
    schedule: null,
    dueAt: null,
    ...parts,
  };
}

function open(nats: TestNats) {
  const { user, password } = nats.optionsFor('client');
  const login = { url: nats.url, ...(user ? { user } : {}), ...(password ? { password } : {}) };
  return openClient({ nats: login, domain: nats.domain });
}

const finished = jobWith({ status: 'COMPLETED_SUCCESS', outcomes: { changed: 2 } });

test('a job is followed from before it is known to its end, each change once', async (t) => {
  await using nats = await startTestNats();
  const states = [
    undefined,
    jobWith({ status: 'PENDING', tasks: 0 }),
    jobWith({}),
    jobWith({}),
    jobWith({ outcomes: { changed: 1 } }),
    finished,
  ];
  let asked = 0;
  await serveApi(await nats.connect(), {
    'job.show': () => {
      const state = states[Math.min(asked, states.length - 1)];
      asked += 1;
      if (state === undefined) throw new NetravenError('NETRAVEN_NOT_FOUND', 'job j1 is not known');
      return state;
    },
  });
  await using api = await open(nats);
  const seen: JobView[] = [];
  for await (const job of api.follow('j1', { signal: never })) seen.push(job);
  t.deepEqual(seen, [states[1], states[2], states[4], finished]);
});

test('events alone are enough to follow a job', async (t) => {
  await using nats = await startTestNats();
  const service = await nats.connect();
  let asked = 0;
  await serveApi(service, {
    'job.show': () => {
      asked += 1;
      publishEvent(service, 'hub', { noun: 'task', what: 'ended', data: {} });
      return asked < 8 ? jobWith({ outcomes: { changed: asked } }) : finished;
    },
  });
  await using api = await open(nats);
  for await (const _job of api.follow('j1', { signal: never, pollMs: HOUR }));
  t.is(asked, 8);
});

test('following goes on over a restart of NATS', async (t) => {
  await using nats = await startTestNats();
  let isOver = false;
  await serveApi(await nats.connect(), { 'job.show': () => (isOver ? finished : jobWith({})) });
  await using api = await open(nats);
  const seen: string[] = [];
  for await (const { status } of api.follow('j1', { signal: never })) {
    seen.push(status);
    if (status === 'RUNNING') {
      await nats.kill9();
      isOver = true;
      await nats.restart();
    }
  }
  t.deepEqual(seen, ['RUNNING', 'COMPLETED_SUCCESS']);
});

test('a signal ends the following, not the job', async (t) => {
  await using nats = await startTestNats();
  await serveApi(await nats.connect(), { 'job.show': () => jobWith({}) });
  await using api = await open(nats);
  const controller = new AbortController();
  const seen: string[] = [];
  for await (const { status } of api.follow('j1', { signal: controller.signal })) {
    seen.push(status);
    controller.abort();
  }
  t.deepEqual(seen, ['RUNNING']);
});

test('another error than a missing answer ends the following', async (t) => {
  await using nats = await startTestNats();
  await serveApi(await nats.connect(), {
    'job.show': () => {
      throw new NetravenError('NETRAVEN_DATABASE_UNREACHABLE', 'PostgreSQL does not answer');
    },
  });
  await using api = await open(nats);
  const thrown = await t.throwsAsync(
    async () => {
      for await (const _job of api.follow('j1', { signal: never }));
    },
    { instanceOf: NetravenError },
  );
  t.is(thrown?.code, 'NETRAVEN_DATABASE_UNREACHABLE');
});
