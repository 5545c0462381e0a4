import type { ChannelEvent } from './record-channels.ts';

/** @param change gives a text as long as the one it is given, so that packets keep their bounds */
export function withPrinted(
  events: readonly ChannelEvent[],
  change: (printed: string) => string,
): ChannelEvent[] {
  const isPrinted = ({ kind }: ChannelEvent) => kind === 'printed';
  const texts = events.filter(isPrinted).map(({ text }) => text);
  const printed = change(texts.join(''));
  let at = 0;
  return events.map((event) => {
    if (!isPrinted(event)) return event;
    const text = printed.slice(at, at + event.text.length);
    at += event.text.length;
    return { ...event, text };
  });
}
