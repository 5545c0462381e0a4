import test from 'ava';
import { taskTraceparent } from '../../../packages/dispatcher/src/task/task-traceparent.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function sampledOf(jobTasks: number, limit: number): number {
  const ids = Array.from({ length: jobTasks }, (_, index) => index + 1);
  return ids.filter((id) => {
    const device = { id } as Parameters<typeof taskTraceparent>[0]['device'];
    return taskTraceparent({ traceparent: TRACE, jobTasks, device }, limit)?.endsWith('-01');
  }).length;
}

test('every task of a small job is traced, and about as many of a large one as are asked for', (t) => {
  t.deepEqual([sampledOf(1, 200), sampledOf(200, 200), sampledOf(10_000, 200)], [1, 200, 200]);
  t.is(taskTraceparent({ traceparent: null, jobTasks: 10_000, device: null }, 200), null);
});
