import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { SimulatedDevice } from '../device/simulated-device.ts';
import { banner } from '../session/banner.ts';
import type { SessionFact } from '../session-log/session-event.ts';
import { algorithmLists } from './algorithms.ts';
import type { HostKeys } from './host-keys.ts';
import { serveConnection } from './serve-connection.ts';

/** A device is silent towards a client that is: no ping within the hour. */
const KEEPALIVE_MS = 3_600_000;

/** What the listeners of one simulator share. */
export interface ListenContext {
  readonly hostKeys: HostKeys;
  /** The next connection's number. */
  readonly nextSession: () => number;
  readonly note: (device: string, session: number, fact: SessionFact) => void;
}

/**
 * Opens a device's port, and sets `device.port`.
 * @returns closes the port and every connection to it
 * @throws the operating system's error when the address cannot be had
 */
export async function listenDevice(
  device: SimulatedDevice,
  context: ListenContext,
): Promise<AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    acceptSocket(device, socket, context);
  });
  server.listen(device.plan.port, device.host);
  await once(server, 'listening');
  const address = server.address();
  if (address !== null && typeof address === 'object') device.port = address.port;
  return {
    async [Symbol.asyncDispose]() {
      const closed = [once(server, 'close'), ...[...sockets].map((socket) => once(socket, 'close'))];
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function acceptSocket(device: SimulatedDevice, socket: Socket, context: ListenContext): void {
  const session = context.nextSession();
  const note = (fact: SessionFact) => context.note(device.name, session, fact);
  let receivedBytes = 0;
  const { counts } = device;
  counts.connections++;
  counts.live++;
  note({ event: 'opened', clientPort: socket.remotePort ?? 0 });
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    receivedBytes += bytes.length;
    note({ event: 'received', bytes: bytes.length });
  });
  socket.on('close', () => {
    counts.live--;
    note({ event: 'closed', receivedBytes });
  });
  if (counts.live > device.plan.ssh.maxSessions) {
    socket.destroy();
    return;
  }
  const chaos = device.takeChaos();
  const server = openSshServer(device, device.hostKeys ?? context.hostKeys, chaos.has('banner'));
  server.on('connection', (ssh) => serveConnection(ssh, { device, socket, session, chaos, note }));
  server.injectSocket(socket);
}

/** One SSH server per connection: a shared one does not tell which socket a connection came on. */
function openSshServer(device: SimulatedDevice, hostKeys: HostKeys, hasBanner: boolean): ssh2.Server {
  return new ssh2.Server({
    hostKeys: hostKeys.map((key) => ({ key })),
    ident: 'netraven-simulator',
    keepaliveInterval: KEEPALIVE_MS,
    algorithms: algorithmLists[device.plan.ssh.algorithms],
    ...(hasBanner ? { banner: banner() } : {}),
  });
}
