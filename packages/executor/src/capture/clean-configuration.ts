import { type Platform, regexOf } from '@netraven/common/platform';
import { joinLines } from '../session/render-text.ts';

/**
 * The configuration out of what its command printed: log messages that came in between are left out, and the frame
 * lines the platform names are taken from both ends.
 */
export function cleanConfiguration(platform: Platform, lines: readonly string[]): string {
  const messages = platform.asynchronous.map((source) => regexOf(source));
  const kept =
    messages.length === 0
      ? [...lines]
      : lines.filter((line) => !messages.some((message) => message.test(line)));
  const { head, tail } = platform.configuration;
  return joinLines(dropFrame(dropFrame(kept, head).reverse(), tail).reverse());
}

/** Without the blank and the frame lines at the start. */
function dropFrame(lines: string[], sources: readonly string[]): string[] {
  const frames = sources.map((source) => regexOf(source));
  let first = 0;
  for (let line = lines[first]; line !== undefined; line = lines[++first]) {
    if (line !== '' && !frames.some((frame) => frame.test(line))) break;
  }
  return first === 0 ? lines : lines.slice(first);
}
