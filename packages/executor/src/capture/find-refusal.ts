import { type Platform, platforms, regexOf } from '@netraven/common/platform';

/** Refusals stand at the start of an output, or at its end where it broke off; a banner inside may quote one. */
const FIRST_LINES = 6;
const LAST_LINES = 2;

/** The line by which the device refused the command; undefined when it did not. */
export function findRefusal(platform: Platform, lines: readonly string[]): string | undefined {
  return findLine(platform.refusals, lines);
}

/**
 * The line by which a device of any platform would have refused: for an output too short for a configuration, whose
 * device may be of another platform than its own.
 */
export function findAnyRefusal(lines: readonly string[]): string | undefined {
  return findLine(new Set(platforms().flatMap((platform) => platform.refusals)), lines);
}

function findLine(sources: Iterable<string>, lines: readonly string[]): string | undefined {
  const refusals = [...sources].map((source) => regexOf(source, 'i'));
  return endsOf(lines).find((line) => refusals.some((refusal) => refusal.test(line)));
}

/** The first and the last lines that are not empty; the lines between are not looked at, however many there are. */
function endsOf(lines: readonly string[]): string[] {
  const ends: string[] = [];
  let at = 0;
  for (; at < lines.length && ends.length < FIRST_LINES; at++) {
    const line = lines[at];
    if (line) ends.push(line);
  }
  const last: string[] = [];
  for (let from = lines.length - 1; from >= at && last.length < LAST_LINES; from--) {
    const line = lines[from];
    if (line) last.unshift(line);
  }
  return [...ends, ...last];
}
