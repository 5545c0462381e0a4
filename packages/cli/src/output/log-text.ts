import { printable } from '@netraven/common';
import type { LogPart } from '../commands/log.ts';
import { formatInstant } from './format.ts';
import { paint, type Style, type Tone } from './style.ts';
import { withoutDevice } from './without-device.ts';

const tones: Readonly<Record<string, Tone>> = { error: 'bad', warn: 'warn', debug: 'dim' };

/** Lines of the job log, or whole transcripts under a heading each. */
export function logText(part: LogPart, style: Style): string {
  if ('sessions' in part) {
    if (part.sessions.length === 0) return 'no session yet\n';
    return part.sessions.map((session) => sessionText(session, style)).join('\n');
  }
  return part.lines
    .map(({ at, level, device, message }) => {
      const tone = tones[level];
      const shownLevel = tone === undefined ? level.padEnd(5) : paint(style, tone, level.padEnd(5));
      const who = device === null ? '' : `${paint(style, 'place', printable(device))} `;
      const what = printable(device === null ? message : withoutDevice(message, device));
      return `${paint(style, 'dim', formatInstant(at))} ${shownLevel} ${who}${what}\n`;
    })
    .join('');
}

type Session = Extract<LogPart, { sessions: unknown }>['sessions'][number];

function sessionText({ device, job, attempt, at, text }: Session, style: Style): string {
  const heading = `── ${device}, ${formatInstant(at)}, job ${job}, attempt ${attempt}`;
  const body = printable(text.replaceAll('\r\n', '\n'));
  return `${paint(style, 'strong', printable(heading))}\n${body}${body.endsWith('\n') ? '' : '\n'}`;
}
