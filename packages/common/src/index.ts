export { type ErrorCode, type ErrorFacts, errorTable } from './error-table.ts';
export { type ErrorRecord, fromErrorRecord, NetravenError, toErrorRecord } from './errors.ts';
export { type Logger, openLog } from './log.ts';
export { didYouMean, nearestNames } from './nearest-names.ts';
export { printable } from './printable.ts';
export { Secret } from './secret.ts';
export { shutdownSignal } from './shutdown.ts';
export { DAY, HOUR, MINUTE, pause, retryDelay, SECOND, waitAtMost } from './time.ts';
export { version } from './version.ts';
