import { type MetricFacts, seconds, sizes } from '../metric-facts.ts';

/** Commits and the repository. */
export const writerMetrics = {
  netraven_writer_state: {
    kind: 'gauge',
    labels: ['state'],
    roles: ['git-writer'],
    help: '1 for what the git-writer is doing: starting, standby, recovering, writing, failing, stopped.',
  },
  netraven_writer_batch_snapshots: {
    kind: 'histogram',
    labels: [],
    buckets: sizes(1, 500),
    roles: ['git-writer'],
    help: 'Snapshots in a batch.',
  },
  netraven_writer_batch_seconds: {
    kind: 'histogram',
    labels: [],
    buckets: seconds(0.005, 120),
    roles: ['git-writer'],
    help: 'From taking a batch to its acknowledgement: commits, flush and transaction.',
  },
  netraven_commit_delay_seconds: {
    kind: 'histogram',
    labels: ['site'],
    buckets: seconds(0.1, 3 * 86_400),
    roles: ['git-writer'],
    help: 'From the capture of a configuration to its commit, by the clocks of both machines.',
  },
  netraven_writer_queue_messages: {
    kind: 'gauge',
    labels: [],
    roles: ['git-writer'],
    help: 'Snapshots that wait to be committed.',
  },
  netraven_writer_lag_seconds: {
    kind: 'gauge',
    labels: [],
    roles: ['git-writer'],
    help: 'Age of the oldest snapshot that waits to be committed; 0 without one.',
  },
  netraven_writer_failures_total: {
    kind: 'counter',
    labels: [],
    roles: ['git-writer'],
    help: 'Failures after which the git-writer began again with its locks.',
  },
  netraven_repository_packs: {
    kind: 'gauge',
    labels: [],
    roles: ['git-writer'],
    help: 'Packs of the repository, while this git-writer is the active one.',
  },
} as const satisfies Readonly<Record<string, MetricFacts>>;
