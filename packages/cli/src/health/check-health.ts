import { SECOND } from '@netraven/common';
import { API_SERVICE, EXECUTOR_SERVICE, GIT_SERVICE } from '@netraven/common/api';
import { Empty, ErrorCode, type NatsConnection, NatsError, RequestStrategy } from 'nats';
import { z } from 'zod';

/** NATS service name of each role. */
const services = {
  dispatcher: API_SERVICE,
  executor: EXECUTOR_SERVICE,
  'git-writer': GIT_SERVICE,
} as const;

export type HealthRole = keyof typeof services;
export const healthRoles = Object.keys(services) as readonly HealthRole[];

const LISTEN_MS = 3 * SECOND;

const answerSchema = z.object({ metadata: z.object({ executor: z.string().optional() }).optional() });

/**
 * Whether a role answers on NATS; of executors only one on this host counts, since every container has its own.
 * @param hostname of this container
 */
export async function checkHealth(
  connection: NatsConnection,
  role: HealthRole,
  hostname: string,
): Promise<boolean> {
  const answers = await connection.requestMany(`$SRV.PING.${services[role]}`, Empty, {
    strategy: RequestStrategy.Timer,
    maxWait: LISTEN_MS,
    noMux: true,
  });
  try {
    for await (const answer of answers) {
      const { metadata } = answerSchema.parse(answer.json());
      // An executor's name begins with its host.
      if (role !== 'executor' || metadata?.executor?.startsWith(`${hostname}-`)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof NatsError && error.code === ErrorCode.NoResponders) return false;
    throw error;
  }
}
