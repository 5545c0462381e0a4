import test from 'ava';
import { commitVersions, openNotifier } from '../helpers/open-notifier.ts';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

test('a target that nobody names any more is forgotten with what was for it', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  const notifier = await openNotifier(system, [{ name: 'old', webhook: { url: 'http://127.0.0.1:9/' } }]);
  await commitVersions(system, ['dev-00001']);
  await notifier.gather();
  t.is((await system.query('select id from notification_item')).length, 1);
  await system.query(`update notification_target set seen_at = now() - interval '61 minutes'`);
  await openNotifier(system, [{ name: 'new', webhook: { url: 'http://127.0.0.1:9/' } }]);
  t.deepEqual(await system.query('select name from notification_target'), [{ name: 'new' }]);
  t.deepEqual(await system.query('select id from notification_item'), []);
});
