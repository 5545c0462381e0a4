import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SECOND } from '@netraven/common';
import type { Expiry, NatsOptions } from '@netraven/common/jetstream';

const LIMIT_MS = 3 * SECOND;
const NATS_PORT = 4222;

/**
 * Until when the certificate of a NATS server holds, whether this machine trusts it or not. The server greets in the
 * clear and goes on in TLS where it demands it; nothing is sent but the handshake.
 * @returns nothing where the server does without TLS, or does not answer
 * @see https://docs.nats.io/reference/reference-protocols/nats-protocol#info
 */
export async function readServerCertificate({ url }: Pick<NatsOptions, 'url'>): Promise<Expiry[]> {
  const [first = ''] = url.split(',').map((server) => server.trim());
  const { hostname, port } = new URL(first.includes('://') ? first : `nats://${first}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connectTcp(port === '' ? NATS_PORT : Number(port), host);
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    const [greeting] = await once(socket, 'data', { signal });
    if (!/"tls_(required|available)":\s*true/.test(String(greeting))) return [];
    const expiresAt = await shakeHands(socket, { host, signal });
    return [{ field: 'server certificate', file: `${host}:${port || NATS_PORT}`, expiresAt }];
  } catch {
    return [];
  } finally {
    socket.destroy();
  }
}

async function shakeHands(
  socket: Socket,
  { host, signal }: { readonly host: string; readonly signal: AbortSignal },
): Promise<Date> {
  // Looked at, not trusted: what has expired could not be seen otherwise.
  const secure = connectTls({ socket, host, rejectUnauthorized: false });
  try {
    await once(secure, 'secureConnect', { signal });
    return new Date(secure.getPeerCertificate().valid_to);
  } finally {
    secure.destroy();
  }
}
