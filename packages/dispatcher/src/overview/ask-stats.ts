import { ErrorCode, type NatsConnection, NatsError, RequestStrategy, type ServiceStats } from 'nats';

/** The answer of one service, and when it came, in milliseconds of this machine's clock. */
export interface StatsAnswer {
  readonly stats: ServiceStats;
  readonly arrivedAt: number;
}

/**
 * What services say of themselves (`$SRV.STATS`).
 * @param name without it, all of them
 * @param maxWait how long they may take; whoever is later is left out
 */
export async function askStats(
  connection: NatsConnection,
  { name, maxWait }: { readonly name?: string; readonly maxWait: number },
): Promise<StatsAnswer[]> {
  const client = connection.services.client({ strategy: RequestStrategy.Timer, maxWait });
  const found: StatsAnswer[] = [];
  try {
    for await (const stats of await client.stats(name)) found.push({ stats, arrivedAt: Date.now() });
  } catch (error) {
    if (!(error instanceof NatsError) || error.code !== ErrorCode.NoResponders) throw error;
  }
  return found;
}

/** Every endpoint of a service carries the same data. */
export function dataOf({ endpoints }: ServiceStats): unknown {
  return endpoints?.[0]?.data;
}
