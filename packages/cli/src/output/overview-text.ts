import { printable } from '@netraven/common';
import type { Overview } from '@netraven/common/api';
import { count, formatInstant } from './format.ts';
import { outcomeCell, toneOf } from './outcome-tone.ts';
import { paint, type Style } from './style.ts';
import { type Cell, formatTable, type ToneCell } from './table.ts';

const MEBIBYTE = 1024 * 1024;

/** The whole system on one page: what needs a look comes first, long lists last, so that a small window cuts those. */
export function overviewText(overview: Overview, style: Style): string {
  return [
    headerText(overview, style),
    siteTable(overview, style),
    failureTable(overview, style),
    executorTable(overview, style),
    streamTable(overview, style),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function headerText(
  { at, version, executors, writers, openJobs, openTasks, recent }: Overview,
  style: Style,
): string {
  const running = sum(executors.map((executor) => executor.running));
  const slots = sum(executors.map((executor) => executor.slots));
  const ended = sum(Object.values(recent.outcomes));
  const perSecond = (ended / recent.seconds).toFixed(1);
  const outcomes = Object.entries(recent.outcomes).map(([outcome, number]) =>
    paint(style, toneOf(outcome), `${number} ${outcome}`),
  );
  const window = recent.seconds === 60 ? 'last minute' : `last ${recent.seconds} s`;
  return [
    `${paint(style, 'strong', 'netraven')} ${printable(version)}  ${formatInstant(at)}  git-writer ${writerText(writers, style)}`,
    `${running} of ${count(slots, 'session')} on ${count(executors.length, 'executor')}, ${count(openJobs, 'open job')}, ${count(openTasks, 'open task')}`,
    `${window}: ${outcomes.length === 0 ? 'nothing ended' : `${outcomes.join(', ')} (${perSecond} per second)`}`,
    '',
  ].join('\n');
}

function writerText(writers: Overview['writers'], style: Style): string {
  if (writers.length === 0) return paint(style, 'bad', 'does not answer');
  const words = writers.map(({ status }) => printable(status)).toSorted();
  return paint(style, words.includes('writing') ? 'good' : 'warn', words.join(', '));
}

function siteTable({ sites, queues, executors }: Overview, style: Style): string {
  const rows = sites.map((site): Cell[] => {
    const here = executors.filter((executor) => executor.site === site.name);
    return [
      { text: site.name, tone: 'place' },
      site.devices,
      alarm(site.failing),
      site.executors === 0 ? { text: '0', tone: site.devices > 0 ? 'bad' : 'dim' } : site.executors,
      `${sum(here.map(({ running }) => running))}/${sum(here.map(({ slots }) => slots))}`,
      queueText(queues, site.name, 'urgent'),
      queueText(queues, site.name, 'bulk'),
    ];
  });
  const head = ['site', 'devices', 'failing', 'executors', 'sessions', 'urgent: wait/run', 'bulk: wait/run'];
  return formatTable(head, rows, style);
}

function queueText(queues: Overview['queues'], site: string, lane: string): string {
  const queue = queues.find((one) => one.site === site && one.lane === lane);
  return queue === undefined ? '' : `${queue.pending}/${queue.inFlight}`;
}

function failureTable({ recent }: Overview, style: Style): string {
  const rows = recent.failures
    .slice(0, 8)
    .map(({ at, site, device, outcome, code, job }): Cell[] => [
      formatInstant(at),
      { text: site, tone: 'place' },
      device,
      outcomeCell(outcome),
      code,
      job,
    ]);
  return formatTable(['last failures', 'site', 'device', 'outcome', 'error', 'job'], rows, style);
}

function executorTable({ executors }: Overview, style: Style): string {
  const rows = executors.map((executor): Cell[] => [
    executor.name,
    { text: executor.site, tone: 'place' },
    executor.version,
    `${executor.running}/${executor.slots}`,
    executor.sessions,
    executor.changed,
    executor.unchanged,
    alarm(executor.failed + executor.quarantined),
    executor.retries,
    stateCell(executor.paused),
  ]);
  const head = [
    ...[
      'executor',
      'site',
      'version',
      'sessions',
      'done',
      'changed',
      'unchanged',
      'failed',
      'retries',
      'state',
    ],
  ];
  return formatTable(head, rows, style);
}

function stateCell(paused: string | null): ToneCell {
  return paused === null ? { text: 'takes tasks', tone: 'good' } : { text: paused, tone: 'warn' };
}

function streamTable({ streams }: Overview, style: Style): string {
  const rows = streams.map(({ name, messages, bytes, maxBytes }): Cell[] => [
    name,
    messages,
    `${(bytes / MEBIBYTE).toFixed(1)} MiB`,
    maxBytes === 0 ? '' : `${Math.round((bytes / maxBytes) * 100)} %`,
  ]);
  return formatTable(['stream', 'messages', 'size', 'full'], rows, style);
}

function alarm(number: number): Cell {
  return number === 0 ? 0 : { text: String(number), tone: 'bad' };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
