import { type MetricFacts, metricRoles } from '../metric-facts.ts';

/** What every process says of itself. */
export const processMetrics = {
  netraven_build_info: {
    kind: 'gauge',
    labels: ['role', 'version'],
    roles: metricRoles,
    help: 'Always 1; which role and version this process is.',
  },
  netraven_process_up: {
    kind: 'gauge',
    labels: ['process'],
    roles: ['up'],
    help: '1 for each process of the instance that answered. `netraven up` puts the label process on all metrics.',
  },
  netraven_ready: {
    kind: 'gauge',
    labels: [],
    roles: metricRoles,
    help: '1 while the process is ready, as /readyz says; a standby git-writer is.',
  },
} as const satisfies Readonly<Record<string, MetricFacts>>;
