import type { ChangeClass, NoticeKind, Outcome } from '@netraven/common/message';
import type { TargetTerms } from './target-terms.ts';

/** What a trigger noted of a device. */
export interface Notice {
  readonly topic: 'outcome' | 'version' | 'serial';
  readonly site: string;
  readonly platform: string;
  readonly tags: readonly string[];
  /** Of `version`. */
  readonly change: ChangeClass | null;
  /** Of `outcome`: the last one of the device, and the one before. */
  readonly outcome: Outcome | null;
  readonly outcomeBefore: Outcome | null;
  /** Of `outcome`: failed tasks in a row with this one, and before it. */
  readonly failures: number;
  readonly failuresBefore: number;
}

/** How a device fares, as a target sees it. */
export type DeviceState = 'ok' | 'failing' | 'quarantined';

export interface Judgement {
  readonly kind: NoticeKind;
  /** Null where it is no turn of the state. */
  readonly stateBefore: DeviceState | null;
}

type JudgingTerms = Pick<TargetTerms, 'on' | 'changes' | 'sites' | 'platforms' | 'tags' | 'failuresInARow'>;

/**
 * Whether a target is told of a notice, and as what. A device is failing from the task on with which it has failed
 * `failuresInARow` times in a row, so that each turn is told once without a memory of what was told.
 * @returns null for what is not for this target
 */
export function judgeNotice(notice: Notice, terms: JudgingTerms): Judgement | null {
  if (!isWithin(notice, terms)) return null;
  const judgement = judge(notice, terms);
  return judgement && terms.on.includes(judgement.kind) ? judgement : null;
}

function isWithin(notice: Notice, { sites, platforms, tags }: JudgingTerms): boolean {
  return (
    (sites.length === 0 || sites.includes(notice.site)) &&
    (platforms.length === 0 || platforms.includes(notice.platform)) &&
    (tags.length === 0 || tags.some((tag) => notice.tags.includes(tag)))
  );
}

function judge(notice: Notice, { changes, failuresInARow }: JudgingTerms): Judgement | null {
  switch (notice.topic) {
    case 'version':
      return notice.change && changes.includes(notice.change) ? { kind: 'changed', stateBefore: null } : null;
    case 'serial':
      return { kind: 'replaced', stateBefore: null };
    case 'outcome':
      return judgeOutcome(notice, failuresInARow);
    default:
      return notice.topic satisfies never;
  }
}

function judgeOutcome(notice: Notice, failuresInARow: number): Judgement | null {
  const { outcome, outcomeBefore, failures, failuresBefore } = notice;
  const wasQuarantined = outcomeBefore === 'quarantined';
  const wasFailing = failuresBefore >= failuresInARow;
  if (outcome === 'failed') {
    if (failures !== failuresInARow) return null;
    return { kind: 'failed', stateBefore: wasQuarantined ? 'quarantined' : 'ok' };
  }
  if (outcome === 'quarantined') {
    return wasQuarantined ? null : { kind: 'quarantined', stateBefore: wasFailing ? 'failing' : 'ok' };
  }
  if (wasQuarantined) return { kind: 'recovered', stateBefore: 'quarantined' };
  return wasFailing ? { kind: 'recovered', stateBefore: 'failing' } : null;
}
