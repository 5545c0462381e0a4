import { NetravenError } from '@netraven/common';
import type { Facts } from '@netraven/common/message';
import type { Platform } from '@netraven/common/platform';
import type { Session } from '../session/open-session.ts';
import { findRefusal } from './find-refusal.ts';
import { noFacts, readFacts } from './read-facts.ts';

export interface CapturedFacts {
  readonly facts: Facts;
  /** Output that followed the configuration although its prompt had come: the text was taken too short. */
  readonly leftover: string;
  /** Why the facts are not complete; null when nothing went wrong. */
  readonly error: NetravenError | null;
}

/** Reads the facts after the configuration is in hand: what fails here does not cost the capture. */
export async function captureFacts(
  session: Session,
  platform: Platform,
  text: string,
): Promise<CapturedFacts> {
  // One source for the host name, since it tells one device from another: the commands may print it otherwise.
  let facts = readFacts(noFacts, { hostname: platform.configuration.hostname }, text);
  let leftover: string | undefined;
  try {
    for (const source of platform.facts) {
      const output = await session.run(source.command);
      leftover ??= output.leftover;
      if (findRefusal(platform, output.lines) === undefined)
        facts = readFacts(facts, source, output.lines.join('\n'));
    }
  } catch (error) {
    if (!(error instanceof NetravenError) || error.code.startsWith('NETRAVEN_TASK_')) throw error;
    return { facts: readFacts(facts, platform.configuration, text), leftover: leftover ?? '', error };
  }
  return { facts: readFacts(facts, platform.configuration, text), leftover: leftover ?? '', error: null };
}
