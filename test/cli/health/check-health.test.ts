import test from 'ava';
import { checkHealth } from '../../../packages/cli/src/health/check-health.ts';
import { startTestNats } from '../../helpers/start-nats.ts';

test('a role is healthy when it answers, an executor only when it runs on this host', async (t) => {
  await using nats = await startTestNats();
  const connection = await nats.connect();
  t.false(await checkHealth(connection, 'dispatcher', 'here'));
  t.false(await checkHealth(connection, 'executor', 'here'));

  const server = await nats.connect();
  await server.services.add({ name: 'netraven', version: '1.0.0' });
  const metadata = { site: 'default', executor: 'there-7-ab' };
  await server.services.add({ name: 'netraven-executor', version: '1.0.0', metadata });
  await server.flush();
  t.true(await checkHealth(connection, 'dispatcher', 'here'));
  t.false(await checkHealth(connection, 'git-writer', 'here'));
  t.false(await checkHealth(connection, 'executor', 'here'));
  t.true(await checkHealth(connection, 'executor', 'there'));
});
