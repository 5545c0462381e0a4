import { DriverException } from '@mikro-orm/core';
import { NetravenError } from '@netraven/common';
import type { ApiOutput } from '@netraven/common/api';
import type { CheckedInput, Handler } from './handler.ts';

const LIMIT_MS = 15_000;
const MOST_LINE_LENGTH = 1000;

type Search = CheckedInput<'config.search'>;
type Matches = ApiOutput<'config.search'>['matches'];

/**
 * Lines of the current configurations that hold a text or match a regular expression (PostgreSQL's advanced ones),
 * by device and line.
 * @throws NETRAVEN_MESSAGE_INVALID for an expression that is none, or a search that takes longer than 15 seconds
 */
export const searchConfigs: Handler<'config.search'> = async ({ inventory }, search) => {
  const { inText, inLine } = buildMatch(search);
  try {
    const rows = await inventory.em.fork().transactional(async (em) => {
      await em.execute(`set local statement_timeout = ${LIMIT_MS}`);
      return em.execute<Matches>(
        `select h.device_name as device, l.number::int as line, left(l.text, ${MOST_LINE_LENGTH}) as text
         from config_head h, lateral string_to_table(h.text, E'\\n') with ordinality as l (text, number)
         where ${inText.sql} and ${inLine.sql}
         order by h.device_name, l.number limit ?`,
        [...inText.values, ...inLine.values, search.limit + 1],
      );
    });
    return { matches: rows.slice(0, search.limit), truncated: rows.length > search.limit };
  } catch (error) {
    throw explain(error, search.pattern);
  }
};

interface Match {
  readonly sql: string;
  readonly values: readonly string[];
}

/** A test of whole texts, which spares cutting most of them into lines, and the test of a line. */
function buildMatch({ pattern, regex, ignoreCase }: Search): { inText: Match; inLine: Match } {
  const values = [pattern];
  if (!regex) {
    const holds = (column: string) =>
      ignoreCase
        ? { sql: `position(lower(?) in lower(${column})) > 0`, values }
        : { sql: `position(? in ${column}) > 0`, values };
    return { inText: holds('h.text'), inLine: holds('l.text') };
  }
  const operator = ignoreCase ? '~*' : '~';
  const inLine = { sql: `l.text ${operator} ?`, values };
  // Options stand only at the very beginning, so a pattern that brings its own cannot be given "lines" as well.
  if (/^(\(\?|\*\*\*)/.test(pattern)) return { inText: { sql: 'true', values: [] }, inLine };
  return { inText: { sql: `h.text ${operator} ?`, values: [`(?n)${pattern}`] }, inLine };
}

/** SQLSTATE 2201B: no regular expression; 57014: the time limit; 22021: a byte PostgreSQL does not take. */
function explain(error: unknown, pattern: string): unknown {
  if (!(error instanceof DriverException)) return error;
  const shown = JSON.stringify(pattern.slice(0, 60));
  switch (String(error.code)) {
    case '2201B':
      return new NetravenError(
        'NETRAVEN_MESSAGE_INVALID',
        `pattern: must be a regular expression, got ${shown}`,
      );
    case '22021':
      return new NetravenError('NETRAVEN_MESSAGE_INVALID', 'pattern: must not hold a NUL');
    case '57014':
      return new NetravenError(
        'NETRAVEN_MESSAGE_INVALID',
        `pattern: the search took longer than ${LIMIT_MS / 1000} s, got ${shown}`,
        { hint: 'Search for plain text, or for a narrower expression.' },
      );
    default:
      return error;
  }
}
