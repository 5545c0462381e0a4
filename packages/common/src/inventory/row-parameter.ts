/** PostgreSQL text holds neither NUL nor half a surrogate pair, and a device may print either. */
function toStorable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\u0000', '\ufffd').toWellFormed() : value;
}

/**
 * Rows as one parameter of a statement, for `fromRows`. As bytes, because MikroORM writes parameters into the statement
 * and quotes text character by character, which takes a gigabyte of memory for the configurations of one batch.
 */
export function toRowParameter(rows: readonly object[]): Buffer {
  return Buffer.from(JSON.stringify(rows, toStorable));
}

/** SQL that reads a parameter of `toRowParameter` as the rows `r`. */
export function fromRows(columns: string): string {
  return `json_to_recordset(convert_from(?::bytea, 'UTF8')::json) as r (${columns})`;
}
