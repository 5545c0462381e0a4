import { didYouMean } from '../nearest-names.ts';

/** Whether `Intl` knows the time zone, by an IANA name such as `Europe/Berlin` or `UTC`. */
export function isTimeZone(name: string): boolean {
  try {
    // An offset such as +01:00 would be taken too, but names no daylight saving time.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What is wrong with the name of a time zone, with the names it may have meant; undefined for a good one. */
export function describeTimeZoneProblem(name: string): string | undefined {
  if (isTimeZone(name)) return undefined;
  const nearest = didYouMean(name, Intl.supportedValuesOf('timeZone'));
  const example = nearest === '' ? 'such as Europe/Berlin or UTC' : nearest;
  return `must be an IANA time zone; ${example}`;
}
