import test from 'ava';
import { startFakeApi } from '../helpers/start-fake-api.ts';

test('a retry is a new job that is followed to its end', async (t) => {
  const asked: { id: string; newId?: string | undefined }[] = [];
  await using api = await startFakeApi({
    'job.retry': (input) => {
      asked.push(input);
      return { job: input.newId ?? '', devices: 2 };
    },
    'job.show': ({ id }) => ({
      id,
      status: 'COMPLETED_FAILURE',
      lane: 'bulk',
      requestedBy: '',
      reason: 'retry of job j1',
      requestedAt: '2026-11-23T00:00:00.000Z',
      finishedAt: '2026-11-23T00:00:01.000Z',
      tasks: 2,
      outcomes: { failed: 2 },
      warnings: [],
      schedule: null,
      dueAt: null,
    }),
    'job.tasks': () => ({ tasks: [], next: null }),
  });
  const followed = await api.netraven(['job', 'retry', 'j1', '--json']);
  t.is(followed.code, 1, followed.stderr);
  t.deepEqual(JSON.parse(followed.stdout), {
    job: asked[0]?.newId,
    status: 'COMPLETED_FAILURE',
    outcomes: { failed: 2 },
    tasks: [],
  });
  const accepted = await api.netraven(['job', 'retry', 'j1', '--no-wait']);
  t.deepEqual([accepted.code, accepted.stdout], [0, `job ${asked[1]?.newId} accepted\n`]);
  t.deepEqual(
    asked.map(({ id }) => id),
    ['j1', 'j1'],
  );
});
