import { NetravenError } from '@netraven/common';
import test from 'ava';
import { startFakeApi } from '../helpers/start-fake-api.ts';

test('the log of a job that does not exist is an error, not an empty log', async (t) => {
  await using api = await startFakeApi({
    'log.list': () => ({ lines: [] }),
    'job.show': ({ id }) => {
      throw new NetravenError('NETRAVEN_NOT_FOUND', `job ${id} does not exist`);
    },
  });
  const asked = await api.netraven(['log', '--job', 'nosuch']);
  t.deepEqual(
    [asked.code, asked.stdout, asked.stderr.split('\n', 1)[0]],
    [2, '', 'error: job nosuch does not exist'],
  );
});
