import { ConnectionException } from '@mikro-orm/core';
import { NetravenError } from '../errors.ts';
import { count } from '../metric/metrics.ts';

/** The server is away, full, going down, a replica by now, or refuses the login. */
const AWAY = /^(08|28|3D000|53|57|58|25006|25P0[34])/;
/** It let another transaction or its own time limit come first: deadlock, serialization, lock and statement limits. */
const CONTENDED = /^(40|55P03|57014)/;
/** No class of SQLSTATE begins with E, but every code of the operating system does: `EPIPE` has five letters too. */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/;
const CONNECTION_LOST = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET)/;
/** Words of the driver for the same, which have no code. */
const CONNECTION_GONE =
  /timeout exceeded when trying to connect|Connection terminated|connection error|not queryable|Query read timeout|Cannot use a pool after/;

/**
 * What the database answered, in one line: the driver's own message goes on with the values of the failing row, which
 * belong in no log. What cannot be told is taken for a lost connection, so that nothing is given up for it.
 * @param error of a call on the database
 */
export function translateDatabaseError(error: unknown): NetravenError {
  if (error instanceof NetravenError) return error;
  const passing = describeDatabaseFailure(error);
  if (passing) return passing;
  if (isDefect(error)) return new NetravenError('NETRAVEN_INTERNAL', reasonOf(error));
  return new NetravenError('NETRAVEN_DATABASE_UNREACHABLE', `PostgreSQL: ${reasonOf(error)}`);
}

/** The failure of a database that passes by itself; undefined for a defect and for any error not of a database. */
export function describeDatabaseFailure(error: unknown): NetravenError | undefined {
  const code = codeOf(error);
  const message = `PostgreSQL: ${reasonOf(error)}`;
  if (CONTENDED.test(code)) {
    count('netraven_database_errors_total', { code: 'NETRAVEN_DATABASE_BUSY' });
    return new NetravenError('NETRAVEN_DATABASE_BUSY', message, { cause: error });
  }
  const isAway =
    error instanceof ConnectionException ||
    CONNECTION_LOST.test(code) ||
    (SQLSTATE.test(code) ? AWAY.test(code) : error instanceof Error && CONNECTION_GONE.test(error.message));
  if (!isAway) return undefined;
  count('netraven_database_errors_total', { code: 'NETRAVEN_DATABASE_UNREACHABLE' });
  return new NetravenError('NETRAVEN_DATABASE_UNREACHABLE', message, { cause: error });
}

function isDefect(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return true;
  return SQLSTATE.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}
