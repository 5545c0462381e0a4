import { MINUTE, SECOND } from '@netraven/common';
import type { ScheduleDetail, ScheduleView } from '@netraven/common/api';
import type { Selection } from '@netraven/common/message';
import { fieldsText } from './fields-text.ts';
import { count, formatInstant, formatInZone, formatRelative } from './format.ts';
import { outcomeCell } from './outcome-tone.ts';
import { paint, type Style } from './style.ts';
import { type Cell, formatTable } from './table.ts';

/** Names of a selection that a table shows. */
const SHOWN_NAMES = 3;

export function scheduleListText(schedules: readonly ScheduleView[], now: Date, style: Style): string {
  if (schedules.length === 0) return 'no schedules\n';
  const rows = schedules.map((schedule): Cell[] => [
    schedule.name,
    whenText(schedule),
    nextCell(schedule),
    schedule.startsAt === null ? null : formatRelative(schedule.startsAt, now),
    selectionText(schedule.selection),
    schedule.lastJob,
    outcomeCell(schedule.lastStatus),
  ]);
  const head = ['name', 'when', 'next', 'from now', 'devices', 'last job', 'status'];
  return `${formatTable(head, rows, style)}${count(schedules.length, 'schedule')}\n`;
}

/** One schedule, what it is over and when it runs next. */
export function scheduleDetailText(schedule: ScheduleDetail, now: Date, style: Style): string {
  const { timeZone } = schedule;
  const rows = schedule.upcoming.map(({ dueAt, startsAt }): Cell[] => [
    formatInZone(dueAt, timeZone),
    formatInZone(startsAt, timeZone),
    formatInstant(startsAt),
    formatRelative(startsAt, now),
  ]);
  const table = formatTable(['due', 'starts', 'utc', 'from now'], rows, style);
  return [
    fieldsText(fieldsOf(schedule), style),
    schedule.devices > 0 ? '' : `${paint(style, 'warn', 'warning:')} it matches no device now\n`,
    table === '' ? '' : `\n${table}`,
  ].join('');
}

function fieldsOf(schedule: ScheduleDetail): [string, string | number | undefined][] {
  return [
    ['schedule', schedule.name],
    ['state', schedule.enabled ? (schedule.problem ?? 'enabled') : 'disabled'],
    ['when', `${whenText(schedule)}${schedule.cron === null ? '' : ` (${schedule.timeZone})`}`],
    ['over', `${selectionText(schedule.selection)}; ${count(schedule.devices, 'device')} now`],
    ['lane', schedule.lane],
    ['reason', schedule.reason || undefined],
    ['jitter', schedule.jitterSeconds === 0 ? undefined : `up to ${secondsText(schedule.jitterSeconds)}`],
    ['windows', listText(schedule.windows, schedule.timeZone)],
    ['blackouts', listText(schedule.blackouts, schedule.timeZone)],
    [
      'outside of them',
      schedule.windows.length + schedule.blackouts.length > 0 ? schedule.outsideWindow : undefined,
    ],
    ['missed', schedule.missed],
    ['deadline', schedule.deadlineSeconds === null ? undefined : secondsText(schedule.deadlineSeconds)],
    [
      'last due',
      schedule.lastDueAt === null ? undefined : formatInZone(schedule.lastDueAt, schedule.timeZone),
    ],
    [
      'last job',
      schedule.lastJob === null ? undefined : `${schedule.lastJob}, ${schedule.lastStatus ?? 'removed'}`,
    ],
  ];
}

function nextCell({ enabled, startsAt, timeZone }: ScheduleView): Cell {
  if (!enabled) return { text: 'disabled', tone: 'dim' };
  if (startsAt === null) return { text: 'never', tone: 'bad' };
  return formatInZone(startsAt, timeZone);
}

function whenText({ cron, everySeconds }: ScheduleView): string {
  return cron ?? `every ${secondsText(everySeconds ?? 0)}`;
}

function listText(periods: readonly string[], timeZone: string): string | undefined {
  return periods.length === 0 ? undefined : `${periods.join(', ')} (${timeZone})`;
}

/** `every device`, `tag core; site ams, fra`, `core-1, core-2, core-3 and 4 more`. */
function selectionText({ devices, tags, sites, platforms }: Selection): string {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['', devices],
    ['tag ', tags],
    ['site ', sites],
    ['platform ', platforms],
  ];
  const given = kinds.filter(([, names]) => names.length > 0);
  if (given.length === 0) return 'every device';
  return given
    .map(([kind, names]) => {
      const more = names.length - SHOWN_NAMES;
      return `${kind}${names.slice(0, SHOWN_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    })
    .join('; ');
}

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: MINUTE / SECOND },
] as const;

/** In the largest unit that divides it: `6 h`, `90 min`. */
function secondsText(seconds: number): string {
  const unit = units.find((one) => seconds % one.seconds === 0);
  return unit ? `${seconds / unit.seconds} ${unit.name}` : `${seconds} s`;
}
