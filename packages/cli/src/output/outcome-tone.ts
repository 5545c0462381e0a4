import type { Tone } from './style.ts';
import type { Cell } from './table.ts';

const tones: Readonly<Record<string, Tone>> = {
  changed: 'good',
  unchanged: 'dim',
  coalesced: 'dim',
  superseded: 'dim',
  failed: 'bad',
  quarantined: 'warn',
  cancelled: 'warn',
  'waiting-for-site': 'warn',
  COMPLETED_SUCCESS: 'good',
  COMPLETED_PARTIAL_FAILURE: 'warn',
  COMPLETED_FAILURE: 'bad',
  CANCELLED: 'warn',
};

/** An outcome, task state or job status as a cell in its colour. */
export function outcomeCell(word: string | null): Cell {
  if (word === null) return null;
  const tone = tones[word];
  return tone === undefined ? word : { text: word, tone };
}

export function toneOf(word: string): Tone {
  return tones[word] ?? 'strong';
}
