import type { ChannelEvent, ChannelRecord } from './record-channels.ts';
import { withPrinted } from './with-printed.ts';

const ENTER = /[\r\n]+$/;

/**
 * Crosses out what a device showed of a secret while it was typed. A weak one is not sought elsewhere: there it may be
 * any word.
 * @param secrets all that may be typed at a question
 */
export function maskEchoes(channel: ChannelRecord, secrets: readonly string[]): ChannelRecord {
  const typedSecrets = new Set(secrets.map((secret) => Buffer.from(secret).toString('latin1')));
  const events = toTurns(channel.events).flatMap((turn) => {
    const [first] = turn;
    const typed = first?.kind === 'typed' ? first.text.replace(ENTER, '') : '';
    return typedSecrets.has(typed) ? withPrinted(turn, (printed) => maskFirstLine(printed, typed)) : turn;
  });
  return { ...channel, events };
}

/** Each begins with what was typed, but the first. */
function toTurns(events: readonly ChannelEvent[]): ChannelEvent[][] {
  const turns: ChannelEvent[][] = [[]];
  for (const event of events) {
    if (event.kind === 'typed') turns.push([]);
    turns.at(-1)?.push(event);
  }
  return turns;
}

function maskFirstLine(printed: string, secret: string): string {
  const end = printed.indexOf('\n');
  const line = end < 0 ? printed : printed.slice(0, end);
  return line.replaceAll(secret, 'X'.repeat(secret.length)) + printed.slice(line.length);
}
