import { connectionMetrics } from './table/connection-metrics.ts';
import { dispatcherMetrics } from './table/dispatcher-metrics.ts';
import { executorMetrics } from './table/executor-metrics.ts';
import { processMetrics } from './table/process-metrics.ts';
import { writerMetrics } from './table/writer-metrics.ts';

/**
 * Every metric netraven exposes, by name. A label is a site, a lane, a target of notifications or a word of a closed list,
 * never a device, a job or anything a device printed, so that the number of series grows with the sites alone.
 */
export const metricTable = {
  ...processMetrics,
  ...dispatcherMetrics,
  ...executorMetrics,
  ...writerMetrics,
  ...connectionMetrics,
} as const;

export type MetricName = keyof typeof metricTable;
