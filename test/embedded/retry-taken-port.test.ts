import { once } from 'node:events';
import { createServer } from 'node:net';
import {
  type EmbeddedNats,
  type EmbeddedPostgres,
  findNatsServer,
  startNats,
  startPostgres,
} from '@netraven/cli/embedded';
import { openLog } from '@netraven/common';
import test from 'ava';
import { retryTakenPort } from '../../packages/cli/src/embedded/retry-taken-port.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const log = openLog('test', 'silent');

/** A port that somebody else has. */
async function takePort() {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, [Symbol.dispose]: () => taken.close() };
}

test('nats-server and PostgreSQL that meet a taken port are started again on another one', async (t) => {
  using taken = await takePort();
  const dir = await makeTempFolder(t);
  const binary = await findNatsServer();
  const starts: ((port?: number) => Promise<EmbeddedNats | EmbeddedPostgres>)[] = [
    (port?: number) =>
      startNats({ dir, binary, isDurable: false, log, ...(port === undefined ? {} : { port }) }),
    (port?: number) => startPostgres({ log, ...(port === undefined ? {} : { port }) }),
  ];
  for (const start of starts) {
    const ports = [taken.port, undefined];
    await using server = await retryTakenPort(() => start(ports.shift()));
    t.true(server.server.pid() > 0);
    t.deepEqual(ports, [], 'the first start failed');
  }
});

test('a port that stays taken, and any other failure, is told', async (t) => {
  let starts = 0;
  const fail = (message: string) => async () => {
    starts += 1;
    throw new Error(message);
  };
  await t.throwsAsync(retryTakenPort(fail('bind: address already in use')), { message: /already in use/ });
  t.is(starts, 3);
  await t.throwsAsync(retryTakenPort(fail('no space left on device')), { message: /no space/ });
  t.is(starts, 4);
});
