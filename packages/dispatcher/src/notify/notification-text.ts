import type { Notification, NotifiedDevice } from '@netraven/common/message';

/** What to type for the rest. */
const MORE = 'See "netraven device list --outcome failed" and "netraven config history NAME".';

/** A notification as plain text, for mail; ends with a line end. */
export function notificationText(notification: Notification): string {
  const { summary, devices, omitted, madeAt, id } = notification;
  return [
    `${summary}\n`,
    ...(notification.isTest ? ['This is a test: nothing has happened.\n'] : []),
    ...devices.map(deviceText),
    ...(omitted > 0 ? [`And ${omitted} more, which are counted above and not listed. ${MORE}\n`] : []),
    `-- \nnetraven, ${madeAt}, ${id}\n`,
  ].join('\n');
}

/** What happened to one device: a heading, and what belongs to it. */
export function deviceText(one: NotifiedDevice): string {
  const diff = one.change?.diff ?? '';
  return `${headingOf(one)}\n${factsOf(one)
    .map((fact) => `  ${fact}\n`)
    .join('')}${diff === '' ? '' : `\n${diff}`}${restOf(one)}`;
}

/** `FAILED core-1 (site ams, cisco_ios) at 2026-11-23T09:00:00.000Z`. */
export function headingOf({ kind, device, site, platform, at }: NotifiedDevice): string {
  return `${kind.toUpperCase()} ${device} (site ${site}, ${platform}) at ${at}`;
}

/** The facts of one device, a line each, without its diff. */
export function factsOf({ kind, change, error, serial, failuresInRow }: NotifiedDevice): string[] {
  return [
    ...(error ? [`${error.code}: ${error.message}`] : []),
    ...(error && error.hint !== '' ? [error.hint] : []),
    ...(kind === 'failed' ? [`failed ${times(failuresInRow)} in a row`] : []),
    ...(kind === 'recovered' && failuresInRow > 0 ? [`had failed ${times(failuresInRow)} in a row`] : []),
    ...(serial ? [`serial number ${serial.previous} before, ${serial.current} now`] : []),
    ...(change ? [changeFact(change)] : []),
  ];
}

/** How to see what was cut of a diff; empty where nothing was. */
export function restOf({ device, change }: NotifiedDevice): string {
  if (!change || change.omittedLines === 0) return '';
  const { omittedLines, commit } = change;
  const lines = `${omittedLines} line${omittedLines === 1 ? '' : 's'}`;
  return `  … ${lines} more: netraven config diff ${device}, or git show ${commit.slice(0, 12)}\n`;
}

function changeFact({
  isFirst,
  class: weight,
  added,
  removed,
  commit,
}: NonNullable<NotifiedDevice['change']>) {
  const what = isFirst ? `first configuration, ${added} lines` : `+${added} -${removed} lines, ${weight}`;
  return `${what}, commit ${commit.slice(0, 12)}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
