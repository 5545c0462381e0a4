import { durationMs, type TargetSettings } from '@netraven/common/config';

/** What every dispatcher may know of a target: no address that may be a secret, no login. */
export interface TargetTerms
  extends Pick<
    TargetSettings,
    'on' | 'changes' | 'sites' | 'platforms' | 'tags' | 'failuresInARow' | 'diffLines' | 'maxBytes'
  > {
  readonly digestMs: number;
  readonly giveUpMs: number;
  readonly transport: 'webhook' | 'email';
  /** For people: the host of a webhook, the addresses of an e-mail. */
  readonly address: string;
}

/** The terms of a target, as they stand in its row. */
export function termsOf(target: TargetSettings): TargetTerms {
  const { on, changes, sites, platforms, tags, failuresInARow, diffLines, maxBytes } = target;
  return {
    ...{ on, changes, sites, platforms, tags, failuresInARow, diffLines, maxBytes },
    digestMs: durationMs(target.digest),
    giveUpMs: durationMs(target.giveUp),
    transport: target.email ? 'email' : 'webhook',
    address: target.email ? target.email.to.join(', ') : hostOf(target.webhook),
  };
}

/** What follows the host may be a token. */
function hostOf(webhook: TargetSettings['webhook']): string {
  if (webhook?.url === undefined) return `address in ${webhook?.urlFile}`;
  return new URL(webhook.url).host;
}
