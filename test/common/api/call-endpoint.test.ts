import { NetravenError } from '@netraven/common';
import test from 'ava';
import { z } from 'zod';
import { callEndpoint } from '../../../packages/common/src/api/call-endpoint.ts';
import { startTestNats } from '../../helpers/start-nats.ts';

test('a request that gets no answer says what kept it', async (t) => {
  await using nats = await startTestNats();
  const connection = await nats.connect();
  connection.subscribe('silent', { callback: () => undefined });
  const failureOf = async (subject: string, input: unknown, timeoutMs = 5000) => {
    const address = { name: 'job.list', subject, output: z.unknown(), server: 'dispatcher' };
    const error: unknown = await callEndpoint(connection, address, { input, timeoutMs }).catch(
      (thrown: unknown) => thrown,
    );
    return error instanceof NetravenError ? [error.code, error.message] : [];
  };
  const unreachable = 'NETRAVEN_API_UNREACHABLE';
  t.deepEqual(await failureOf('nobody', {}), [unreachable, 'job.list: no dispatcher is running']);
  t.deepEqual(await failureOf('silent', {}, 100), [unreachable, 'job.list: no answer within 0.1 s']);
  t.deepEqual(await failureOf('silent', 'x'.repeat(9 * 1024 * 1024)), [
    'NETRAVEN_USAGE',
    'job.list: the request is larger than the 8388608 bytes the NATS server carries',
  ]);
  await connection.close();
  t.deepEqual(await failureOf('silent', {}), [unreachable, 'job.list: the connection to NATS is closed']);
});
