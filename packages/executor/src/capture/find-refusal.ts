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
  const filled = lines.filter((line) => line !== '');
  const ends =
    filled.length <= FIRST_LINES + LAST_LINES
      ? filled
      : [...filled.slice(0, FIRST_LINES), ...filled.slice(-LAST_LINES)];
  const refusals = [...sources].map((source) => regexOf(source, 'i'));
  return ends.find((line) => refusals.some((refusal) => refusal.test(line)));
}
