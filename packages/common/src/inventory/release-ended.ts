/** What is used of `pg`'s pool. */
export interface ConnectionPool {
  on(event: 'connect' | 'acquire', listener: (client: PooledClient) => void): unknown;
  on(event: 'release', listener: (error: unknown, client: PooledClient) => void): unknown;
}

interface PooledClient {
  release: (error?: Error) => void;
  once(event: 'end', listener: () => void): unknown;
}

/**
 * Gives back to the pool a connection that ends while a transaction holds it. Kysely releases one only after a commit
 * or rollback that succeeded, which cannot be any more, so each restart of PostgreSQL would cost the pool the places of
 * all transactions it met, until none is left. (kysely 0.29, `ControlledTransaction`)
 */
export function releaseEnded(pool: ConnectionPool): void {
  const held = new WeakSet<PooledClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!held.has(client)) return;
      const { release } = client;
      // Whoever held it may release it all the same.
      client.release = () => undefined;
      release(new Error('the connection has ended'));
    });
  });
}
