import { NetravenError } from '@netraven/common';
import type { Platform } from '@netraven/common/platform';
import type { Session } from '../session/open-session.ts';
import { cleanConfiguration } from './clean-configuration.ts';
import { findAnyRefusal, findRefusal } from './find-refusal.ts';

export interface CapturedText {
  readonly text: string;
  /** The alternative that gave the configuration. */
  readonly command: string;
}

/**
 * Runs the platform's configuration commands: of each list of alternatives the first that is not refused.
 * @throws NETRAVEN_CAPTURE_REFUSED when all are; as `Session.run` otherwise
 */
export async function captureConfiguration(
  session: Session,
  platform: Platform,
  device: string,
): Promise<CapturedText> {
  const main = await runFirst(session, platform, {
    device,
    commands: platform.configuration.commands,
    minLines: platform.configuration.minLines,
  });
  let { text } = main;
  for (const { heading, commands } of platform.configuration.also) {
    const part = await runFirst(session, platform, { device, commands, minLines: 0 });
    text += `${heading}\n${part.text}`;
  }
  return { text, command: main.command };
}

/**
 * An alternative that prints next to nothing is passed over as long as another one may print more; when that little
 * reads like a refusal of some other platform, it is one.
 */
async function runFirst(
  session: Session,
  platform: Platform,
  { device, commands, minLines }: { device: string; commands: readonly string[]; minLines: number },
): Promise<CapturedText> {
  let meagre: CapturedText | undefined;
  for (const command of commands) {
    const { lines } = await session.run(command, true);
    if (findRefusal(platform, lines) !== undefined) continue;
    const captured = { text: cleanConfiguration(platform, lines), command };
    if (hasLines(lines, minLines)) return captured;
    if (findAnyRefusal(lines) === undefined) meagre ??= captured;
  }
  if (meagre !== undefined) return meagre;
  const tried = commands.map((command) => `"${command}"`).join(', ');
  throw new NetravenError('NETRAVEN_CAPTURE_REFUSED', `${device}: refused ${tried}`);
}

/** Whether so many lines are not empty. */
function hasLines(lines: readonly string[], least: number): boolean {
  let count = 0;
  for (let at = 0; at < lines.length && count < least; at++) if (lines[at] !== '') count++;
  return count >= least;
}
