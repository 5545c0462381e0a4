/** SQL that gives a timestamp as ISO 8601 in UTC with milliseconds, the form of every instant in a message. */
export function isoInstant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
