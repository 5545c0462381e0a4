import type { Notification, NotifiedDevice } from '@netraven/common/message';
import { factsOf, headingOf, restOf } from './notification-text.ts';

/** Slack cuts a text at 40,000 characters; long before that nobody reads it. */
const MOST_CHARACTERS = 12_000;

/**
 * A notification as the text of a message in Slack's `mrkdwn`, which Mattermost and Rocket.Chat read alike. Nothing in it
 * can be a link, mention somebody or end a block of code.
 */
export function slackText({ summary, devices, omitted, isTest }: Notification): string {
  const parts = [`*${toMrkdwn(summary)}*`, ...(isTest ? ['This is a test: nothing has happened.'] : [])];
  let left = MOST_CHARACTERS - parts.join('').length;
  let shown = 0;
  for (const device of devices) {
    const part = [deviceText(device, true), deviceText(device, false)].find(({ length }) => length < left);
    if (part === undefined) break;
    parts.push(part);
    left -= part.length + 1;
    shown += 1;
  }
  const more = omitted + devices.length - shown;
  if (more > 0) parts.push(`And ${more} more, which are counted above and not listed.`);
  return parts.join('\n');
}

function deviceText(device: NotifiedDevice, withDiff: boolean): string {
  const diff = device.change?.diff ?? '';
  const facts = factsOf(device).map((fact) => `\n${toMrkdwn(fact)}`);
  const block = withDiff && diff !== '' ? `\n\`\`\`\n${toMrkdwn(diff)}\`\`\`` : '';
  const rest = withDiff ? restOf(device).trim() : '';
  return `*${toMrkdwn(headingOf(device))}*${facts.join('')}${block}${rest === '' ? '' : `\n${toMrkdwn(rest)}`}`;
}

/** @see https://docs.slack.dev/messaging/formatting-message-text#escaping; a word joiner keeps `@all` from being a mention. */
function toMrkdwn(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('`', 'ˋ')
    .replaceAll('@', '@\u2060');
}
