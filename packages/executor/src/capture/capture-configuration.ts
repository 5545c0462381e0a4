import { NetravenError } from '@netraven/common';
import type { Platform } from '@netraven/common/platform';
import type { Session } from '../session/open-session.ts';
import { cleanConfiguration } from './clean-configuration.ts';
import { findRefusal } from './find-refusal.ts';

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
  const main = await runFirst(session, platform, { device, commands: platform.configuration.commands });
  let { text } = main;
  for (const { heading, commands } of platform.configuration.also) {
    const part = await runFirst(session, platform, { device, commands });
    text += `${heading}\n${part.text}`;
  }
  return { text, command: main.command };
}

async function runFirst(
  session: Session,
  platform: Platform,
  { device, commands }: { device: string; commands: readonly string[] },
): Promise<CapturedText> {
  for (const command of commands) {
    const { lines } = await session.run(command, true);
    if (findRefusal(platform, lines) === undefined)
      return { text: cleanConfiguration(platform, lines), command };
  }
  const tried = commands.map((command) => `"${command}"`).join(', ');
  throw new NetravenError('NETRAVEN_CAPTURE_REFUSED', `${device}: refused ${tried}`);
}
