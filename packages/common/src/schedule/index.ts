export { describeCronProblem } from './cron.ts';
export {
  lastDue,
  type PlannedRun,
  planNextRun,
  planRuns,
  startFrom,
  startOf,
  type Timing,
} from './due-times.ts';
export { parsePeriod, periodRule } from './period.ts';
export { describeTimeZoneProblem } from './time-zone.ts';
export { allowedUntil, type Calendar, isAllowed } from './windows.ts';
