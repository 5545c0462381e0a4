import type { Check, Patient } from './check.ts';
import { ok, warn } from './check.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Whether what crosses a network is encrypted: this connection to NATS, and that of the dispatcher to PostgreSQL. */
export async function checkTransport({ api }: Patient): Promise<Check[]> {
  const { databaseTransport } = await api.call('status', {});
  const { url, tls } = api.target.nats;
  const isEncrypted =
    api.connection.info?.tls_required === true || tls !== undefined || /tls:\/\//i.test(url);
  return [natsCheck(url, isEncrypted), databaseChecks[databaseTransport]];
}

/** @param url of one or more servers, separated by commas */
export function natsCheck(url: string, isEncrypted: boolean): Check {
  if (isEncrypted) return ok('NATS transport', 'TLS');
  const remote = url
    .split(',')
    .map(hostOf)
    .filter((host) => !LOOPBACK.test(host));
  if (remote.length === 0) return ok('NATS transport', 'on this machine');
  return warn(
    'NATS transport',
    `in the clear to ${remote.join(', ')}: logins and redacted configurations can be read on the way`,
    'Enable TLS in the NATS server and set nats.tls.caFile (and certFile, keyFile) for every role.',
  );
}

const databaseChecks: Readonly<Record<'local' | 'tls' | 'clear', Check>> = {
  local: ok('PostgreSQL transport', 'on the machine of the dispatcher'),
  tls: ok('PostgreSQL transport', 'TLS'),
  clear: warn(
    'PostgreSQL transport',
    'in the clear: its login and redacted configurations can be read on the way',
    'Enable ssl in PostgreSQL and add ?sslmode=verify-full&sslrootcert=FILE to database.url.',
  ),
};

function hostOf(server: string): string {
  const url = server.trim().includes('://') ? server.trim() : `nats://${server.trim()}`;
  return URL.canParse(url) ? new URL(url).hostname : server.trim();
}
