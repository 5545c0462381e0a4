import test from 'ava';
import { followTasks } from '../../../packages/dispatcher/src/outcome/follow-tasks.ts';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

test('a job whose tasks have ended closes while NATS is away, whatever another job waits for', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  await system.query(
    `insert into job (id, status, lane, selection, requested_at, expanded_at, task_count, deadline_at)
     select id, 'RUNNING', 'bulk', '{"all":true}', now(), now(), 1, now() - interval '1 hour'
     from unnest(array['ended', 'overdue']) as id`,
  );
  await system.query(
    `insert into task (id, job_id, device_id, device_name, site, lane, requested_at, published_at, outcome)
     select j.id || '-1', j.id, d.id, d.name, d.site, 'bulk', now(), now() - interval '1 hour',
       case when j.id = 'ended' then 'unchanged' end
     from job j, device d`,
  );
  const dispatcher = await system.openDispatcher();
  await system.nats.kill9();
  const stop = new AbortController();
  const following = followTasks(dispatcher, stop.signal);
  const states = await until('the end of the job', async () => {
    const rows = await system.query<{ id: string; status: string }>('select id, status from job order by id');
    return rows[0]?.status === 'RUNNING' ? false : rows;
  });
  await system.nats.restart();
  stop.abort();
  await following;
  t.deepEqual(states, [
    { id: 'ended', status: 'COMPLETED_SUCCESS' },
    { id: 'overdue', status: 'RUNNING' },
  ]);
});
