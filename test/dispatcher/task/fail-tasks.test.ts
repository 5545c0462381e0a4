import test from 'ava';
import { failTasks } from '../../../packages/dispatcher/src/task/fail-tasks.ts';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

test('a task that ends without an executor counts for its device like any other', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  await system.query(
    `insert into job (id, status, lane, selection, requested_at) values ('j', 'RUNNING', 'bulk', '{}', now())`,
  );
  await system.query(
    `insert into task (id, job_id, device_id, device_name, site, lane, requested_at)
     select 't', 'j', id, name, site, 'bulk', now() from device`,
  );
  const error = {
    code: 'NETRAVEN_TASK_DEADLINE_PASSED',
    message: 'late',
    hint: 'x',
    retryable: false,
  } as const;
  for (let times = 0; times < 2; times++) await failTasks(system.inventory.em.fork(), [{ task: 't', error }]);
  t.deepEqual(await system.query('select last_outcome, last_error_code, failures_in_row from device'), [
    { last_outcome: 'failed', last_error_code: 'NETRAVEN_TASK_DEADLINE_PASSED', failures_in_row: 1 },
  ]);
});
