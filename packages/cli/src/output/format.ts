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

/** `2026-11-24 02:30:00+01:00`: by the clock of a time zone, or in UTC where this machine does not know the zone. */
export function formatInZone(at: string, timeZone: string): string {
  try {
    const parts = new Map(
      new Intl.DateTimeFormat('en', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZoneName: 'longOffset',
      })
        .formatToParts(new Date(at))
        .map(({ type, value }) => [type, value] as const),
    );
    const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
    const [hour, minute, second] = [parts.get('hour'), parts.get('minute'), parts.get('second')];
    const offset = parts.get('timeZoneName')?.replace(/^GMT(\+00:00)?/, '') || 'Z';
    return `${year}-${month}-${day} ${hour}:${minute}:${second}${offset}`;
  } catch (error) {
    if (error instanceof RangeError) return formatInstant(at);
    throw error;
  }
}

/** `in 5 h 3 min`, `in 12 s`, `2 d 4 h ago`. */
export function formatRelative(at: string, now: Date): string {
  const differenceMs = Date.parse(at) - now.getTime();
  const text = roughly(Math.round(Math.abs(differenceMs) / SECOND));
  return differenceMs >= 0 ? `in ${text}` : `${text} ago`;
}

/** In its two largest units. */
function roughly(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 60) return `${seconds} s`;
  if (hours === 0) return `${minutes} min`;
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
