import { forgetsAcknowledgements } from '@netraven/common/jetstream';

/**
 * Whether a server of this version keeps acknowledgements when it is killed; those that do can also flush each message
 * to disk.
 * @param version for example `2.9.10`
 */
export function isPreferred(version: string): boolean {
  return !forgetsAcknowledgements(version);
}
