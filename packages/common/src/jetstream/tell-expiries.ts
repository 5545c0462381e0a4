import type { Logger } from '../log.ts';
import type { NatsOptions } from './connect-nats.ts';
import { findExpiries } from './find-expiries.ts';
import { judgeExpiry } from './judge-expiry.ts';

/** Logs which of the files a role logs in with have expired or soon will, and what to do. */
export async function tellExpiries(
  options: Pick<NatsOptions, 'credsFile' | 'tls'>,
  log: Logger,
  now: Date,
): Promise<void> {
  for (const expiry of await findExpiries(options)) {
    const concern = judgeExpiry(expiry, now);
    if (concern === null) continue;
    const { hasExpired, found, remedy } = concern;
    if (hasExpired) log.error({ remedy }, found);
    else log.warn({ remedy }, found);
  }
}
