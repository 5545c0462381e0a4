import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { gatherWrites } from '../../../packages/executor/src/session/gather-writes.ts';
import { openSocket } from '../../../packages/executor/src/session/open-socket.ts';
import { SessionScope } from '../../../packages/executor/src/session/session-scope.ts';

/** A socket as a session has it, and all that its other end will have received. */
async function openPair(scope: SessionScope) {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection').then(([other]) => text(other));
  const { port } = server.address() as AddressInfo;
  const socket = await openSocket({ host: '127.0.0.1', port }, 10_000, scope);
  gatherWrites(socket);
  server.close();
  return { socket, received: accepted };
}

test('what was written while the right to write was there does not go out once it is lost', async (t) => {
  let isHeld = true;
  const scope = new SessionScope(() => isHeld);
  const { socket, received } = await openPair(scope);
  socket.write(Buffer.from('early'));
  await new Promise((resolve) => setImmediate(resolve));
  socket.write(Buffer.from('gathered'));
  isHeld = false;
  t.is(await received, 'early');
  t.is(scope.error?.code, 'NETRAVEN_TASK_LEASE_LOST');
  t.true(socket.destroyed);
});

test('a goodbye that was gathered does not go out either', async (t) => {
  let isHeld = true;
  const { socket, received } = await openPair(new SessionScope(() => isHeld));
  socket.write(Buffer.from('bye'));
  isHeld = false;
  socket.end();
  t.is(await received, '');
});
