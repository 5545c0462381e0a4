import {
  AckPolicy,
  type ConsumerConfig,
  DiscardPolicy,
  type KvOptions,
  nanos,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from 'nats';
import { type Lane, lanes } from '../message/lane.ts';
import { subjectPatterns } from '../message/subject-patterns.ts';
import { toSubjectToken } from '../message/subject-token.ts';
import { type OutboxKind, subjects } from '../message/subjects.ts';
import { DAY, MINUTE, SECOND } from '../time.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** How long a lease lives without renewal; an executor stops its session at three quarters of it. */
export const LEASE_TTL_MS = 20 * SECOND;

/** How long a delivered message may go unconfirmed; longer than a lease, so that a redelivery finds a dead owner's lease gone. */
export const TASK_ACK_WAIT_MS = 30 * SECOND;

/** How long the circuit of a device is remembered after its last failure; longer than one is ever open. */
export const CIRCUIT_TTL_MS = 30 * DAY;

/** How long a broker recognises a repeated message id. The keys in ledger and database are the guarantee, this only saves work. */
const DUPLICATE_WINDOW = nanos(60 * MINUTE);

/** Bounds that an operator may set. */
export interface StreamSizes {
  readonly snapshotsBytes: number;
  readonly chunksBytes: number;
  readonly outboxBytes: number;
}

export const defaultStreamSizes: StreamSizes = {
  snapshotsBytes: 4 * GIB,
  chunksBytes: 4 * GIB,
  outboxBytes: 2 * GIB,
};

type NamedStream = Partial<StreamConfig> & { readonly name: string };
type NamedConsumer = Partial<ConsumerConfig> & { readonly durable_name: string };

export const streamNames = {
  jobs: 'NETRAVEN_JOBS',
  tasks: 'NETRAVEN_TASKS',
  snapshots: 'NETRAVEN_SNAPSHOTS',
  chunks: 'NETRAVEN_CHUNKS',
  results: 'NETRAVEN_RESULTS',
  events: 'NETRAVEN_EVENTS',
  outbox: (site: string) => `NETRAVEN_OUTBOX_${toSubjectToken(site)}`,
} as const;

export const consumerNames = {
  jobs: 'dispatcher',
  tasks: (site: string, lane: Lane) => `${toSubjectToken(site)}_${lane}`,
  snapshots: 'git-writer',
  results: 'recorder',
  /** Of a site's outbox, one for each kind: a work queue takes no two consumers for the same subject. */
  outbox: (kind: OutboxKind) => kind,
} as const;

export const bucketNames = {
  lease: (site: string) => `netraven_lease_${toSubjectToken(site)}`,
  fence: (site: string) => `netraven_fence_${toSubjectToken(site)}`,
  head: (site: string) => `netraven_head_${toSubjectToken(site)}`,
  ledger: (site: string) => `netraven_ledger_${toSubjectToken(site)}`,
  circuit: (site: string) => `netraven_circuit_${toSubjectToken(site)}`,
  admission: (site: string) => `netraven_admission_${toSubjectToken(site)}`,
} as const;

const workQueue = {
  retention: RetentionPolicy.Workqueue,
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  duplicate_window: DUPLICATE_WINDOW,
} as const;

const outboxKinds: readonly OutboxKind[] = ['snapshot', 'chunk', 'result', 'event'];

/**
 * Streams of the hub. What sites publish to ends in `>`: a hub tells a leaf node whose rights are those of one site of
 * no other pattern that is wider than they are, so that nothing would come over the link (nats-server 2.9.10).
 */
export function hubStreams(sizes: StreamSizes): NamedStream[] {
  return [
    {
      ...workQueue,
      name: streamNames.jobs,
      description: 'Backup requests from any service, waiting for a dispatcher',
      subjects: [subjects.jobRequest],
      max_bytes: GIB,
    },
    {
      ...workQueue,
      name: streamNames.tasks,
      description: 'One message per device queued or running: netraven.tasks.<site>.<lane>.<device>',
      subjects: lanes.map((lane) => `netraven.tasks.*.${lane}.*`),
      max_msgs_per_subject: 1,
      discard_new_per_subject: true,
    },
    {
      ...workQueue,
      name: streamNames.snapshots,
      description: 'Changed configurations, redacted, waiting for the git-writer',
      subjects: [subjectPatterns.allSnapshots],
      max_bytes: sizes.snapshotsBytes,
      allow_direct: true,
    },
    {
      name: streamNames.chunks,
      description: 'Parts of large configurations, deleted once their snapshot is settled',
      subjects: [subjectPatterns.allChunks],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New,
      max_bytes: sizes.chunksBytes,
      // Chunks that no snapshot names any more, such as those of an attempt that was cut off.
      max_age: nanos(30 * DAY),
      duplicate_window: DUPLICATE_WINDOW,
      allow_direct: true,
    },
    {
      ...workQueue,
      name: streamNames.results,
      description: 'Outcomes from sites without a database login, waiting to be recorded',
      subjects: [subjectPatterns.allResults],
      max_bytes: GIB,
    },
    {
      name: streamNames.events,
      description: 'What happens, live and replayable: netraven.events.<site|hub>.<noun>.<what>',
      subjects: [subjectPatterns.allEvents],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_age: nanos(30 * DAY),
      max_bytes: GIB,
    },
  ];
}

/** The stream of a site: everything its executors produce is durable here first. */
export function siteStreams(site: string, sizes: StreamSizes): NamedStream[] {
  return [
    {
      ...workQueue,
      name: streamNames.outbox(site),
      description: `Everything the executors of ${site} produced that has not reached the hub yet`,
      subjects: outboxKinds.map(
        (kind) => `netraven.outbox.${toSubjectToken(site)}.${kind}.${kind === 'chunk' ? '*.*.*' : '*'}`,
      ),
      max_bytes: sizes.outboxBytes,
    },
  ];
}

/** The buckets of a site: name and life of an entry. */
export function siteBuckets(site: string): { readonly name: string; readonly options: Partial<KvOptions> }[] {
  return [
    { name: bucketNames.lease(site), options: { ttl: LEASE_TTL_MS, history: 1 } },
    { name: bucketNames.fence(site), options: { history: 1 } },
    { name: bucketNames.head(site), options: { history: 1 } },
    { name: bucketNames.ledger(site), options: { ttl: 7 * DAY, history: 1 } },
    { name: bucketNames.circuit(site), options: { ttl: CIRCUIT_TTL_MS, history: 1 } },
    { name: bucketNames.admission(site), options: { history: 1 } },
  ];
}

/** The stream in which the server keeps a bucket. */
export function bucketStream(bucket: string): string {
  return `KV_${bucket}`;
}

const explicitAck = { ack_policy: AckPolicy.Explicit, max_deliver: -1 } as const;

/** Stream name → its durable consumers at the hub. */
export function hubConsumers(sites: readonly string[]): Map<string, NamedConsumer[]> {
  return new Map([
    [
      streamNames.jobs,
      [
        {
          ...explicitAck,
          durable_name: consumerNames.jobs,
          description: 'Requests to expand into tasks',
          ack_wait: nanos(30 * SECOND),
          max_ack_pending: 100,
        },
      ],
    ],
    [streamNames.tasks, sites.flatMap((site) => lanes.map((lane) => taskConsumer(site, lane)))],
    [
      streamNames.snapshots,
      [
        {
          ...explicitAck,
          durable_name: consumerNames.snapshots,
          description: 'Changed configurations to commit',
          ack_wait: nanos(30 * SECOND),
          max_ack_pending: 1000,
        },
      ],
    ],
    [
      streamNames.results,
      [
        {
          ...explicitAck,
          durable_name: consumerNames.results,
          description: 'Outcomes to record',
          ack_wait: nanos(30 * SECOND),
          max_ack_pending: 1000,
        },
      ],
    ],
  ]);
}

/**
 * Pulled one message per free session slot; room for every slot of the site, and for those that wait out a delay or
 * their turn within a limit, so that whoever needs something else is not kept behind them.
 */
function taskConsumer(site: string, lane: Lane): NamedConsumer {
  return {
    ...explicitAck,
    durable_name: consumerNames.tasks(site, lane),
    description: `Tasks of ${site}, ${lane}`,
    filter_subject: subjects.tasksOfLane(site, lane),
    ack_wait: nanos(TASK_ACK_WAIT_MS),
    max_ack_pending: 10_000,
    max_waiting: 2048,
  };
}

/** Stream name → its durable consumers at a site. */
export function siteConsumers(site: string): Map<string, NamedConsumer[]> {
  const consumers = outboxKinds.map((kind) => ({
    ...explicitAck,
    durable_name: consumerNames.outbox(kind),
    description: `Drain of ${kind} messages of ${site}`,
    filter_subject: subjects.outboxOfKind(site, kind),
    ack_wait: nanos(10 * SECOND),
    max_ack_pending: 1000,
  }));
  return new Map([[streamNames.outbox(site), consumers]]);
}
