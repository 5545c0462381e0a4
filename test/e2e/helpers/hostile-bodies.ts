const MEGABYTE = 1024 * 1024;

/** No JSON of a shape that anybody expects, whatever the subject. */
export const shapeless: readonly Uint8Array[] = [
  '{"v":1',
  'null',
  '[]',
  '42',
  '"text"',
  `${'['.repeat(MEGABYTE / 2)}${']'.repeat(MEGABYTE / 2)}`,
  `{"v":1,"id":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
  '\u0000\u0001',
]
  .map((text) => Buffer.from(text))
  .concat(Buffer.from([0xff, 0xfe, 0xc0]));

/** A valid message of another version, or of none. */
export function otherVersions(valid: object): Uint8Array[] {
  const { v: _version, ...without } = { v: 0, ...valid };
  return [without, { ...valid, v: 2 }, { ...valid, v: '1' }].map(toBytes);
}

/** A valid message with other values in some of its fields, each a message of its own. */
export function withFields(valid: object, changes: readonly object[]): Uint8Array[] {
  return changes.map((change) => toBytes({ ...valid, ...change }));
}

/** Wrong types, huge numbers and path-like names in every field; some of them may pass. */
export function mangled(valid: object): Uint8Array[] {
  const values = [{}, [[]], 1e308, -1, '../../etc/passwd', 'a\u0000b', 'x'.repeat(100_000)];
  return Object.keys(valid).flatMap((field) => values.map((value) => toBytes({ ...valid, [field]: value })));
}

function toBytes(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
