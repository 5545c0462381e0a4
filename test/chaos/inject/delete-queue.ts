import { bucketNames, consumerNames, siteConsumers, streamNames } from '@netraven/common/jetstream';
import { lanes } from '@netraven/common/message';
import { type JetStreamManager, NatsError } from 'nats';

/** What an operator's wrong command may take away without taking what nobody else has. */
const consumers = (sites: readonly string[]): (readonly [stream: string, consumer: string])[] => [
  [streamNames.jobs, consumerNames.jobs],
  [streamNames.snapshots, consumerNames.snapshots],
  [streamNames.results, consumerNames.results],
  ...sites.flatMap((site) =>
    lanes.map((lane) => [streamNames.tasks, consumerNames.tasks(site, lane)] as const),
  ),
  ...sites.flatMap((site) =>
    [...siteConsumers(site)].flatMap(([stream, durables]) =>
      durables.map(({ durable_name }) => [stream, durable_name] as const),
    ),
  ),
];

const buckets = (sites: readonly string[]) =>
  sites.flatMap((site) => Object.values(bucketNames).map((name) => `KV_${name(site)}`));

/** Something that can be deleted: its name, and the deed. */
export interface Deletion {
  readonly target: string;
  readonly act: (manager: JetStreamManager) => Promise<unknown>;
}

/** @param aim from 0 up to 1: which one */
export function chooseDeletion(
  kind: 'delete-consumer' | 'delete-tasks' | 'delete-bucket',
  sites: readonly string[],
  aim: number,
): Deletion {
  if (kind === 'delete-consumer') {
    const [stream, consumer] = pick(consumers(sites), aim);
    return { target: `${stream}/${consumer}`, act: (manager) => manager.consumers.delete(stream, consumer) };
  }
  const stream = kind === 'delete-tasks' ? streamNames.tasks : pick(buckets(sites), aim);
  return { target: stream, act: (manager) => manager.streams.delete(stream) };
}

/** A server that is away is asked again; what is gone already need not be deleted. */
export async function deleteQueue(
  { act }: Deletion,
  manager: JetStreamManager,
  pauseMs: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      await act(manager);
      return;
    } catch (error) {
      if (error instanceof NatsError && error.api_error?.code === 404) return;
      await pauseMs();
    }
  }
}

function pick<T>(list: readonly T[], aim: number): T {
  const item = list[Math.floor(aim * list.length)];
  if (item === undefined) throw new Error(`nothing to choose from ${list.length}`);
  return item;
}
