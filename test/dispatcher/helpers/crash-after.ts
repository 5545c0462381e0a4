import type { Inventory } from '@netraven/common/inventory';
import type { JetStreamClient, NatsConnection } from 'nats';
import type { Dispatcher } from '../../../packages/dispatcher/src/dispatcher.ts';
import { override } from './override.ts';

/** A dispatcher that dies at a chosen moment: the call after `calls` fails, and so does every later one. */
export interface DoomedDispatcher {
  readonly dispatcher: Dispatcher;
  /** Resolves at the moment of death. */
  readonly died: Promise<void>;
}

/**
 * Lets a dispatcher reach PostgreSQL and NATS `calls` times. Statements and publishes are counted; the transaction that
 * is open at the moment of death is rolled back, as it is when a process is killed.
 */
export function crashAfter(real: Dispatcher, calls: number): DoomedDispatcher {
  const { promise: died, resolve } = Promise.withResolvers<void>();
  let left = calls;
  const count = () => {
    left -= 1;
    if (left >= 0) return;
    resolve();
    throw new Error('this dispatcher is dead');
  };
  return {
    died,
    dispatcher: {
      ...real,
      inventory: doomInventory(real.inventory, count),
      connection: doomConnection(real.connection, count),
    },
  };
}

type EntityManager = ReturnType<Inventory['em']['fork']>;

function doomInventory(inventory: Inventory, count: () => void): Inventory {
  const doomEm = (em: EntityManager): EntityManager =>
    override(em, {
      execute: (...args: Parameters<EntityManager['execute']>) => {
        count();
        return em.execute(...args);
      },
      transactional: (work: (inner: EntityManager) => Promise<unknown>) =>
        em.transactional((inner) => work(doomEm(inner as EntityManager))),
    });
  return override(inventory, { em: override(inventory.em, { fork: () => doomEm(inventory.em.fork()) }) });
}

function doomConnection(connection: NatsConnection, count: () => void): NatsConnection {
  return override(connection, {
    jetstream: () => {
      const client = connection.jetstream();
      return override(client, {
        publish: async (...args: Parameters<JetStreamClient['publish']>) => {
          count();
          return client.publish(...args);
        },
      });
    },
  });
}
