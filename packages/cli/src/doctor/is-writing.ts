import { SECOND } from '@netraven/common';
import { GIT_SERVICE } from '@netraven/common/api';
import { ErrorCode, type NatsConnection, NatsError, RequestStrategy } from 'nats';
import { z } from 'zod';

const LISTEN_MS = 2 * SECOND;
const statsSchema = z.object({ endpoints: z.array(z.object({ data: z.unknown() })).default([]) });
const dataSchema = z.object({ status: z.string() });

/** Whether an active git-writer says of itself that it writes: then its repository holds all that is recorded. */
export async function isWriting(connection: NatsConnection): Promise<boolean> {
  const client = connection.services.client({ strategy: RequestStrategy.Timer, maxWait: LISTEN_MS });
  try {
    for await (const stats of await client.stats(GIT_SERVICE)) {
      const { endpoints } = statsSchema.parse(stats);
      if (endpoints.some(({ data }) => dataSchema.safeParse(data).data?.status === 'writing')) return true;
    }
  } catch (error) {
    if (!(error instanceof NatsError) || error.code !== ErrorCode.NoResponders) throw error;
  }
  return false;
}
