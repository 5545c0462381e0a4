import { pino } from 'pino';
import { toErrorRecord } from './errors.ts';

type Write = (facts: object | string, message?: string) => void;

/** What netraven asks of a log; a pino logger is one. */
export interface Logger {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
  /** The same log with facts that stand in each of its lines. */
  child(facts: Readonly<Record<string, unknown>>): Logger;
}

/** Takes whole lines. */
export interface LogDestination {
  write(line: string): void;
}

/**
 * The structured log of one service: JSON lines on standard error, so that standard output stays for results.
 * Errors are printed as their record; a stack trace only for defects, so that no text of a device gets in.
 * @param level a pino level: `debug`, `info`, `warn`, `error`, `silent`
 * @param destination takes the lines instead of standard error
 */
export function openLog(service: string, level = 'info', destination?: LogDestination): Logger {
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
