import test from 'ava';
import { startFakeApi } from '../helpers/start-fake-api.ts';

test('a device with an unknown platform is added with --force only', async (t) => {
  const imported: unknown[] = [];
  const reason = 'platform: "iso" is not known here; did you mean cisco_ios?';
  await using api = await startFakeApi({
    'device.import': ({ devices, dryRun }) => {
      if (!dryRun) imported.push(...devices);
      return { added: 1, updated: 0, unchanged: 0, errors: [], warnings: [{ row: 1, name: 'r1', reason }] };
    },
  });
  const add = ['device', 'add', 'r1', '--platform', 'iso'];
  const refused = await api.netraven(add);
  t.deepEqual([refused.code, refused.stdout, imported], [2, '', []]);
  t.true(refused.stderr.includes(`error: device r1: ${reason}\n`));
  const forced = await api.netraven([...add, '--force']);
  t.deepEqual([forced.code, forced.stdout], [0, `r1 added\nwarning: ${reason}\n`]);
  t.deepEqual(imported, [{ name: 'r1', host: 'r1', platform: 'iso', tags: [], jumps: [] }]);
});
