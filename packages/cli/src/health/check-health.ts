import { NetravenError, SECOND } from '@netraven/common';
import { API_SERVICE, GIT_SERVICE } from '@netraven/common/api';
import { type NatsConnection, RequestStrategy, type ServiceIdentity } from 'nats';

/** NATS service name of each role. */
const services = {
  dispatcher: API_SERVICE,
  executor: 'netraven-executor',
  'git-writer': GIT_SERVICE,
} as const;

export type HealthRole = keyof typeof services;
export const healthRoles = Object.keys(services) as readonly HealthRole[];

const LISTEN_MS = 3 * SECOND;

/**
 * Whether a role answers on NATS; of executors only one on this host counts, since every container has its own.
 * @param hostname of this container
 */
export async function checkHealth(
  connection: NatsConnection,
  role: HealthRole,
  hostname: string,
): Promise<boolean> {
  const client = connection.services.client({ strategy: RequestStrategy.Timer, maxWait: LISTEN_MS });
  const answers = await client.ping(services[role]).catch(tellUnreachable);
  for await (const answer of answers) {
    if (role !== 'executor' || isOn(hostname, answer)) return true;
  }
  return false;
}

/** An executor's name begins with its host. */
function isOn(hostname: string, { metadata }: ServiceIdentity): boolean {
  return metadata?.executor?.startsWith(`${hostname}-`) ?? false;
}

function tellUnreachable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new NetravenError('NETRAVEN_NATS_UNREACHABLE', `NATS does not answer: ${reason}`, { cause });
}
