import { NetravenError } from '../errors.ts';

/** SQLSTATE classes of a server that is away, full or going down; an answer of another class is a defect of ours. */
const PASSING = /^(08|53|57|58)/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * What the database answered, in one line: the driver's own message goes on with the values of the failing row, which
 * belong in no log.
 */
export function translateDatabaseError(error: unknown): NetravenError {
  if (error instanceof NetravenError) return error;
  const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  if (isDefect(error)) return new NetravenError('NETRAVEN_INTERNAL', reason);
  return new NetravenError('NETRAVEN_DATABASE_UNREACHABLE', `PostgreSQL: ${reason}`);
}

function isDefect(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return SQLSTATE.test(code) && !PASSING.test(code);
}
