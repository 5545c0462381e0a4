import { DAY } from '../time.ts';
import type { Expiry } from './find-expiries.ts';

/** Time enough to have a certificate or a login issued anew. */
const SOON_MS = 14 * DAY;

/** What is to be said of something that has expired, or soon will. */
export interface ExpiryConcern {
  readonly hasExpired: boolean;
  readonly found: string;
  readonly remedy: string;
}

/** @returns null while there is time enough */
export function judgeExpiry({ field, file, expiresAt }: Expiry, now: Date): ExpiryConcern | null {
  const leftMs = expiresAt.getTime() - now.getTime();
  if (leftMs > SOON_MS) return null;
  const at = expiresAt.toISOString();
  const days = Math.floor(leftMs / DAY);
  const found =
    leftMs <= 0
      ? `${field}: ${file} expired at ${at}`
      : `${field}: ${file} expires at ${at}, in ${days === 1 ? '1 day' : `${days} days`}`;
  const renewal = field.endsWith('credsFile')
    ? 'Issue the login anew (nsc generate creds)'
    : 'Have the certificate issued anew';
  return {
    hasExpired: leftMs <= 0,
    found,
    remedy: `${renewal}, put it there, and restart whoever uses it: it is refused from then on.`,
  };
}
