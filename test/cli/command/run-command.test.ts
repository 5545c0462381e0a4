import { NetravenError } from '@netraven/common';
import test from 'ava';
import { startFakeApi } from '../helpers/start-fake-api.ts';

test('what the API finds wrong with typed input comes with the help of the command', async (t) => {
  await using api = await startFakeApi({
    'config.show': () => {
      throw new NetravenError(
        'NETRAVEN_MESSAGE_INVALID',
        'config.show: at: must be a commit, ~N or a date, got "yesterday"',
      );
    },
  });
  t.deepEqual(await api.netraven(['config', 'show', 'r1', '--at', 'yesterday']), {
    code: 2,
    stdout: '',
    stderr: [
      'error: at: must be a commit, ~N or a date, got "yesterday"',
      'hint:  Run "netraven config show --help" to see what it takes.',
      'code:  NETRAVEN_USAGE',
      '',
    ].join('\n'),
  });
});
