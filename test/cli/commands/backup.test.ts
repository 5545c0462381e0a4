import { NetravenError } from '@netraven/common';
import test from 'ava';
import { startFakeApi } from '../helpers/start-fake-api.ts';

test('a misspelt device is told with the names it may have meant, several with all their names', async (t) => {
  await using api = await startFakeApi({
    'device.select': ({ devices = [] }) => ({ count: 0, unknownDevices: [...devices], unknownSites: [] }),
    'device.show': ({ name }) => {
      throw new NetravenError(
        'NETRAVEN_NOT_FOUND',
        `device ${name} is not in the inventory; did you mean edge-1?`,
      );
    },
  });
  const one = await api.netraven(['backup', 'edge-l']);
  t.is(one.code, 2);
  t.deepEqual(one.stderr.split('\n').slice(0, 2), [
    'error: device edge-l is not in the inventory; did you mean edge-1?',
    'hint:  Nothing was started. See "netraven device list".',
  ]);
  const two = await api.netraven(['backup', 'edge-l', 'x']);
  t.is(two.stderr.split('\n', 1)[0], 'error: not in the inventory: device edge-l, device x');
});
