import { type ErrorCode, errorTable } from './error-table.ts';

/** What an operator is told about a failure; it crosses threads and messages, where an `Error` would lose its fields. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly retryable: boolean;
}

/**
 * A failure an operator can reach: it says what happened to what, what to do, and whether doing it again helps.
 * A programmer's mistake stays a plain `Error`. Messages never hold a secret or device output.
 */
export class NetravenError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NetravenError';
    this.code = code;
    this.hint = options.hint ?? errorTable[code].hint;
    this.retryable = errorTable[code].retryable;
  }

  toJSON(): ErrorRecord {
    return { code: this.code, message: this.message, hint: this.hint, retryable: this.retryable };
  }
}

/** The record of any thrown value; what is not a `NetravenError` becomes `NETRAVEN_INTERNAL` with its message. */
export function toErrorRecord(thrown: unknown): ErrorRecord {
  if (thrown instanceof NetravenError) return thrown.toJSON();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new NetravenError('NETRAVEN_INTERNAL', message).toJSON();
}

/** Makes a thrown value a `NetravenError` again on the receiving side of a thread or message. */
export function fromErrorRecord(record: ErrorRecord): NetravenError {
  return new NetravenError(record.code, record.message, { hint: record.hint });
}
