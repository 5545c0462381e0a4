import { createHash } from 'node:crypto';

const DIGITS = 16;

/**
 * Names a set of recipients, whatever their order: age does not tell to whom a file is sealed, so what is sealed
 * carries this beside it.
 * @returns 16 hex digits; null for none
 */
export function recipientsDigest(recipients: readonly string[]): string | null {
  const set = [...new Set(recipients.map((recipient) => recipient.trim()))].sort();
  if (set.length === 0) return null;
  return createHash('sha256').update(set.join('\n')).digest('hex').slice(0, DIGITS);
}
