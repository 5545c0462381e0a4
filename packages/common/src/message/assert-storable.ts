import { NetravenError } from '../errors.ts';

const DEEPEST = 20;

/**
 * Refuses texts that PostgreSQL cannot hold: such with a NUL, or with half of a surrogate pair; and
 * nests deeper than any message of ours.
 * @param value a message that has passed its schema
 * @throws NETRAVEN_MESSAGE_INVALID naming the field
 */
export function assertStorable(what: string, value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'string') {
    if (!value.includes('\u0000') && value.isWellFormed()) return;
    throw new NetravenError(
      'NETRAVEN_MESSAGE_INVALID',
      `${what}: ${path.join('.') || 'value'}: must be text without NUL or broken surrogates`,
    );
  }
  if (typeof value !== 'object' || value === null) return;
  if (path.length > DEEPEST) {
    throw new NetravenError('NETRAVEN_MESSAGE_INVALID', `${what}: ${path[0]}: must not be nested so deep`);
  }
  for (const [key, item] of Object.entries(value)) {
    assertStorable(what, key, [...path, 'key']);
    assertStorable(what, item, [...path, key]);
  }
}
