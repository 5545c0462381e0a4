import { streamNames } from '@netraven/common/jetstream';
import { fromSubjectToken, type Lane, lanes } from '@netraven/common/message';
import type { ConsumerInfo, JetStreamManager } from 'nats';

/** The queue of one site and lane. */
export interface Queue {
  readonly site: string;
  readonly lane: Lane;
  /** Tasks nobody has taken yet. */
  readonly pending: number;
  /** Tasks an executor holds, or that wait out a delay. */
  readonly inFlight: number;
  /** Free session slots that ask for a task. */
  readonly pulls: number;
}

/** All queues of tasks, by site and lane. */
export async function readQueues(manager: JetStreamManager): Promise<Queue[]> {
  const queues: Queue[] = [];
  for await (const info of manager.consumers.list(streamNames.tasks)) {
    const queue = toQueue(info);
    if (queue) queues.push(queue);
  }
  return queues.toSorted((a, b) => a.site.localeCompare(b.site) || a.lane.localeCompare(b.lane));
}

/** Undefined for a consumer that is not ours. */
function toQueue({ config, num_pending, num_ack_pending, num_waiting }: ConsumerInfo): Queue | undefined {
  const [, , site, name] = (config.filter_subject ?? '').split('.');
  const lane = lanes.find((known) => known === name);
  if (site === undefined || site === '*' || lane === undefined) return undefined;
  return {
    site: fromSubjectToken(site),
    lane,
    pending: num_pending,
    inFlight: num_ack_pending,
    pulls: num_waiting,
  };
}
