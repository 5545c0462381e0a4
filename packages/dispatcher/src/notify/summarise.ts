import type { NoticeKind, Notification, NotifiedDevice } from '@netraven/common/message';

/** Names that stand in the summary. */
const SHOWN_NAMES = 3;

const words: readonly (readonly [NoticeKind, string])[] = [
  ['failed', 'failed'],
  ['quarantined', 'in quarantine'],
  ['replaced', 'with another serial number'],
  ['changed', 'changed'],
  ['recovered', 'recovered'],
];

/** One line: `2 failed (core-1, core-2), 14 changed (edge-1, edge-2, edge-3, …)`. */
export function summarise(counts: Notification['counts'], devices: readonly NotifiedDevice[]): string {
  return words
    .filter(([kind]) => counts[kind] > 0)
    .map(([kind, word]) => {
      const names = [...new Set(devices.filter((one) => one.kind === kind).map(({ device }) => device))];
      const shown = names.slice(0, SHOWN_NAMES).join(', ');
      if (shown === '') return `${counts[kind]} ${word}`;
      return `${counts[kind]} ${word} (${shown}${counts[kind] > SHOWN_NAMES ? ', …' : ''})`;
    })
    .join(', ');
}
