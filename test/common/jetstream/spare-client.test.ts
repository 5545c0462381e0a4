import { connectNats } from '@netraven/common/jetstream';
import test from 'ava';
import { ErrorCode, type NatsConnection, NatsError } from 'nats';
import { startTestNats } from '../../helpers/start-nats.ts';

/** Counts the writes to the socket of a connection. */
function countWrites(connection: NatsConnection): { sent: number } {
  const { protocol } = connection as unknown as {
    protocol: { transport: { send(frame: Uint8Array): void } };
  };
  const { transport } = protocol;
  const send = transport.send.bind(transport);
  const counted = { sent: 0 };
  transport.send = (frame) => {
    counted.sent++;
    send(frame);
  };
  return counted;
}

test('what several promises publish in one turn is sent in order, in one write', async (t) => {
  await using nats = await startTestNats();
  const connection = await connectNats(nats.optionsFor(), { name: 'test', waitMs: 0 });
  const received = connection.subscribe('gathered.*', { max: 20 });
  await connection.flush();
  const writes = countWrites(connection);
  for (let number = 0; number < 20; number++) {
    await Promise.resolve();
    connection.publish(`gathered.${number}`);
  }
  const subjects: string[] = [];
  for await (const { subject } of received) subjects.push(subject);
  t.deepEqual(
    subjects,
    Array.from({ length: 20 }, (_unused, number) => `gathered.${number}`),
  );
  t.is(writes.sent, 1);
  await connection.close();
});

test('what was published last is sent before the connection closes', async (t) => {
  await using nats = await startTestNats();
  const watching = await nats.connect();
  const received = watching.subscribe('last', { max: 1 });
  await watching.flush();
  const connection = await connectNats(nats.optionsFor(), { name: 'test', waitMs: 0 });
  connection.publish('last', 'words');
  await connection.close();
  for await (const message of received) t.is(message.string(), 'words');
  t.plan(1);
});

test('a request that nobody answers still fails as such, and no answered one builds an error', async (t) => {
  await using nats = await startTestNats();
  const connection = await connectNats(nats.optionsFor(), { name: 'test', waitMs: 0 });
  await t.throwsAsync(connection.request('nobody', '', { timeout: 1000 }), { code: ErrorCode.NoResponders });
  t.is(NatsError.errorForCode(ErrorCode.Cancelled), NatsError.errorForCode(ErrorCode.Cancelled));
  await connection.close();
});
