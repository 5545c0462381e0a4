import type { Socket } from 'node:net';
import type { Connection } from 'ssh2';
import type { ChaosKind } from '../device/chaos.ts';
import type { SimulatedDevice } from '../device/simulated-device.ts';
import type { SessionFact } from '../session-log/session-event.ts';
import { type AuthProgress, authenticate } from './authenticate.ts';
import { type Entrance, serveSession } from './serve-session.ts';

/** One TCP connection to a device, from the moment it was accepted. */
export interface DeviceConnection {
  readonly device: SimulatedDevice;
  readonly socket: Socket;
  /** Its number in the session log. */
  readonly session: number;
  readonly chaos: ReadonlySet<ChaosKind>;
  readonly note: (fact: SessionFact) => void;
}

/** Serves SSH on a connection whose client has sent its version line. */
export function serveConnection(ssh: Connection, connection: DeviceConnection): void {
  const { device, socket, chaos, note } = connection;
  const entrance: Entrance = { username: '', method: 'none' };
  const progress: AuthProgress = { passed: new Set(), failures: 0 };
  // The client may go away at any moment; the socket's close event says all there is to know.
  ssh.on('error', () => {});
  if (chaos.has('kex-reset')) {
    socket.resetAndDestroy();
    return;
  }
  ssh.on('authentication', async (context) => {
    const { method, username } = context;
    const verdict = await authenticate(context, device.plan, {
      progress,
      chaos,
      isClosed: () => socket.destroyed,
    });
    if (verdict === 'accepted') {
      Object.assign(entrance, { method, username });
      device.counts.authenticated++;
      note({ event: 'authenticated', method, username });
    }
    if ((verdict === 'refused' || verdict === 'exhausted') && method !== 'none') {
      note({ event: 'refused', method, username });
    }
    if (verdict === 'exhausted') ssh.end();
  });
  ssh.on('ready', () => {
    if (chaos.has('close-after-auth')) ssh.end();
  });
  ssh.on('session', (accept) => serveSession(accept(), ssh, { connection, entrance }));
}
