import { MINUTE, SECOND } from '@netraven/common';

/** `2026-11-23 04:58:12Z`; a dash for what never happened. */
export function formatInstant(at: string | null): string {
  return at === null ? '-' : `${at.slice(0, 10)} ${at.slice(11, 19)}Z`;
}

/** `0.4 s`, `12 s`, `3 min 5 s`; a dash for what is unknown. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return '-';
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  const seconds = Math.round(ms / SECOND);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 device`, `5 devices`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A commit as people name it: its first ten digits. */
export function shortCommit(commit: string | null): string {
  return commit === null ? '-' : commit.slice(0, 10);
}
