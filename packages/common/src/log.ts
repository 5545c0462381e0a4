import { type DestinationStream, type Logger, pino } from 'pino';
import { toErrorRecord } from './errors.ts';

export type { Logger } from 'pino';

/**
 * The structured log of one service: JSON lines on standard error, so that standard output stays for results.
 * Errors are printed as their record; a stack trace only for defects, so that no text of a device gets in.
 * @param level a pino level: `debug`, `info`, `warn`, `error`, `silent`
 * @param destination takes the lines instead of standard error
 */
export function openLog(service: string, level = 'info', destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

function describeError(thrown: unknown): object {
  const record = toErrorRecord(thrown);
  if (record.code !== 'NETRAVEN_INTERNAL' || !(thrown instanceof Error)) return record;
  return { ...record, stack: thrown.stack };
}
