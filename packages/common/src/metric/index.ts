export { type Check, type CheckResult, Health, type Readiness } from './health.ts';
export { mergeExpositions } from './merge-expositions.ts';
export type { MetricFacts, MetricRole } from './metric-facts.ts';
export { type MetricName, metricTable } from './metric-table.ts';
export {
  count,
  type LabelsOf,
  type Metrics,
  observe,
  openMetrics,
  registerGauge,
  type Sample,
} from './metrics.ts';
export { type Monitor, type MonitorOptions, monitorAddress, openMonitor } from './open-monitor.ts';
export { parseListen } from './parse-listen.ts';
export { remember } from './remember.ts';
export { type HttpAnswer, jsonAnswer, type MonitoringServer, serveHttp } from './serve-http.ts';
export { watchDatabase } from './watch-database.ts';
export { watchNats } from './watch-nats.ts';
