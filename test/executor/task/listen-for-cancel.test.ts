import { openLog } from '@netraven/common';
import { subjects } from '@netraven/common/message';
import test from 'ava';
import { listenForCancel } from '../../../packages/executor/src/task/listen-for-cancel.ts';
import { RunningTasks } from '../../../packages/executor/src/task/running-tasks.ts';
import { startTestNats } from '../../helpers/start-nats.ts';

test('an order closes the session of its task alone, and what is no order closes none', async (t) => {
  await using nats = await startTestNats();
  const connection = await nats.connect();
  const running = new RunningTasks();
  const signals = ['1', 'j-1', 'j-2'].map((task) => running.begin(task));
  const log = openLog('test', 'silent');
  const stop = listenForCancel({ connection, running, waiting: new RunningTasks(), site: 'ams', log });
  const order = (body: unknown) =>
    connection.publish(subjects.control('ams', 'cancel'), JSON.stringify(body));
  for (const body of [{ v: 1, task: 1 }, { task: 'j-1' }, null, { v: 1, task: 'j-2' }, { v: 1, task: 'j-9' }])
    order(body);
  await connection.flush();
  t.deepEqual(
    signals.map((signal) => signal.aborted && signal.reason.code),
    [false, false, 'NETRAVEN_TASK_CANCELLED'],
  );
  stop();
  await connection.close();
});
