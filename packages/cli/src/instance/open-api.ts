import { type Client, openClient } from '@netraven/client';
import { SECOND } from '@netraven/common';
import type { Target } from './find-target.ts';

const CONNECT_LIMIT_MS = 3 * SECOND;

/** One instance, and how it was found. */
export interface Api extends Client {
  readonly target: Target;
}

/** @throws NETRAVEN_NATS_UNREACHABLE when no server answers within a few seconds */
export async function openApi(target: Target): Promise<Api> {
  const { nats, domain } = target;
  const client = await openClient({ nats, domain, name: 'netraven-cli', waitMs: CONNECT_LIMIT_MS });
  return { ...client, target };
}
