import { type MetricFacts, metricTable } from '@netraven/common/metric';

/** `docs/metrics.md`: every metric with its labels, who exposes it and what it says. */
export function metricsPage(): string {
  return [
    '# Metrics',
    '',
    'Every role serves these at `/metrics` in the text format of Prometheus once `metrics.listen` is set; where, and what else',
    'is served there, is in [monitoring.md](monitoring.md). A label is a site, a lane, a target or a word of a closed list, never a',
    'device: the number of series grows with the sites alone, and details of a device are in PostgreSQL. `code` is one of',
    '[errors.md](errors.md), or empty. Beside them stand the metrics of the Node.js process as the client library names',
    'them (`process_cpu_seconds_total`, `process_resident_memory_bytes`, `nodejs_eventloop_lag_p99_seconds`,',
    '`nodejs_heap_size_used_bytes`, `nodejs_gc_duration_seconds` and others). This page is made from',
    '`packages/common/src/metric/table` by `scripts/write-docs.ts`.',
    '',
    '| metric | type | labels | of | meaning |',
    '|---|---|---|---|---|',
    ...Object.entries<MetricFacts>(metricTable).map(metricRow),
    '',
  ].join('\n');
}

function metricRow([name, { kind, labels, roles, help }]: readonly [string, MetricFacts]): string {
  const cells = [
    `\`${name}\``,
    kind,
    labels.map((label) => `\`${label}\``).join(', ') || '–',
    roles.length === 3 ? 'every role' : roles.join(', '),
    help,
  ];
  return `| ${cells.join(' | ')} |`;
}
