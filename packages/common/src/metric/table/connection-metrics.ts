import { type MetricFacts, metricRoles } from '../metric-facts.ts';

/** Messages that were refused, NATS and the database. */
export const connectionMetrics = {
  netraven_messages_refused_total: {
    kind: 'counter',
    labels: ['kind'],
    roles: metricRoles,
    help: 'Messages that could not be read or contradict themselves: kind is job, task, result, snapshot, outbox, cancel, event or api.',
  },
  netraven_nats_connected: {
    kind: 'gauge',
    labels: [],
    roles: metricRoles,
    help: '1 while the connection to NATS is up.',
  },
  netraven_nats_disconnects_total: {
    kind: 'counter',
    labels: [],
    roles: metricRoles,
    help: 'Times the connection to NATS was lost.',
  },
  netraven_nats_reconnects_total: {
    kind: 'counter',
    labels: [],
    roles: metricRoles,
    help: 'Times the connection to NATS was made again.',
  },
  netraven_nats_rtt_seconds: {
    kind: 'gauge',
    labels: [],
    roles: metricRoles,
    help: 'Round trip to the NATS server, measured when scraped; absent while it does not answer.',
  },
  netraven_nats_messages_total: {
    kind: 'counter',
    labels: ['direction'],
    roles: metricRoles,
    help: 'Messages on the connection to NATS: direction is in or out.',
  },
  netraven_nats_bytes_total: {
    kind: 'counter',
    labels: ['direction'],
    roles: metricRoles,
    help: 'Bytes on the connection to NATS.',
  },
  netraven_database_connections: {
    kind: 'gauge',
    labels: ['state'],
    roles: metricRoles,
    help: 'Connections of the pool: idle, busy, and waiting for those who wait for one.',
  },
  netraven_database_errors_total: {
    kind: 'counter',
    labels: ['code'],
    roles: metricRoles,
    help: 'Statements that failed because the database was away or busy.',
  },
} as const satisfies Readonly<Record<string, MetricFacts>>;
