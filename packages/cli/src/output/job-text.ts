import { printable } from '@netraven/common';
import type { JobView, TaskView } from '@netraven/common/api';
import type { RequestedJob } from '../job/await-job.ts';
import { fieldsText } from './fields-text.ts';
import { count, formatDuration, formatInstant, shortCommit } from './format.ts';
import { outcomeCell, toneOf } from './outcome-tone.ts';
import { paint, plainStyle, type Style } from './style.ts';
import { type Cell, formatTable, type ToneCell } from './table.ts';
import { withoutDevice } from './without-device.ts';

const SHOWN_DEVICES_PER_CODE = 10;
/** A summary names each device up to this many; above, only those that failed or changed. */
const FEW_TASKS = 25;
const SHOWN_CHANGED = 20;

export function jobListText({ jobs }: { readonly jobs: readonly JobView[] }, style: Style): string {
  if (jobs.length === 0) return 'no jobs\n';
  const rows = jobs.map((job): Cell[] => [
    job.id,
    outcomeCell(job.status),
    job.tasks,
    outcomePieces(job.outcomes),
    formatInstant(job.requestedAt),
    formatDuration(durationOf(job)),
    job.requestedBy,
  ]);
  return formatTable(['job', 'status', 'devices', 'outcomes', 'requested', 'took', 'by'], rows, style);
}

/** One job with its tasks, failures first and at most `rows` of them, then each failure with what to do. */
export function jobDetailText(
  { job, tasks, rows }: { readonly job: JobView; readonly tasks: readonly TaskView[]; readonly rows: number },
  style: Style,
): string {
  const shown = tasks.length <= rows ? tasks : tasks.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, rows);
  const hidden = tasks.length - shown.length;
  return [
    jobFieldsText(job, style),
    '\n',
    taskTable(shown, style),
    hidden > 0 ? `and ${count(hidden, 'further device')} (--all-tasks, --outcome)\n` : '',
    retriesText(shown, style),
    failuresText(tasks, style),
  ].join('');
}

/** What an operator has to look at comes first. */
function rankOf({ outcome }: TaskView): number {
  if (outcome === 'failed' || outcome === 'quarantined') return 0;
  if (outcome === null || outcome === 'cancelled') return 1;
  return outcome === 'changed' ? 2 : 3;
}

/** What a backup came to: short, whatever the size of the fleet. */
export function jobSummaryText(
  { job, tasks }: { readonly job: JobView; readonly tasks: readonly TaskView[] },
  style: Style,
): string {
  const changed = tasks.filter((task) => task.outcome === 'changed');
  const shown = tasks.length <= FEW_TASKS ? tasks : changed.slice(0, SHOWN_CHANGED);
  const hidden = tasks.length <= FEW_TASKS ? 0 : changed.length - shown.length;
  const took = formatDuration(durationOf(job));
  const status = paint(style, toneOf(job.status), job.status);
  return [
    taskTable(shown, style),
    hidden > 0 ? `and ${count(hidden, 'further changed device')}\n` : '',
    failuresText(tasks, style),
    ...job.warnings.map((warning) => `${paint(style, 'warn', 'warning:')} ${printable(warning)}\n`),
    `${status}  ${count(job.tasks, 'device')} in ${took}: ${outcomesText(job.outcomes, style)}\n`,
    paint(style, 'dim', `job ${job.id}`),
    '\n',
  ].join('');
}

/** The summary of a job that was followed, or only that it was accepted. */
export function requestedJobText({ summary, job, tasks }: RequestedJob, style: Style): string {
  return job ? jobSummaryText({ job, tasks }, style) : `job ${summary.job} accepted\n`;
}

/** `3 changed, 1 failed`; a dash while nothing has ended. */
export function outcomesText(outcomes: Readonly<Record<string, number>>, style: Style): string {
  const pieces = outcomePieces(outcomes);
  if (pieces.length === 0) return '-';
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : paint(style, piece.tone, piece.text)))
    .join('');
}

function outcomePieces(outcomes: Readonly<Record<string, number>>): (string | ToneCell)[] {
  return Object.entries(outcomes)
    .filter(([, number]) => number > 0)
    .flatMap(([outcome, number], index) => {
      const piece = { text: `${number} ${outcome}`, tone: toneOf(outcome) };
      return index === 0 ? [piece] : [', ', piece];
    });
}

function jobFieldsText(job: JobView, style: Style): string {
  return fieldsText(
    [
      ['job', job.id],
      ['status', job.status],
      ['lane', job.lane],
      ['requested by', job.requestedBy || undefined],
      ['schedule', job.schedule ?? undefined],
      ['due at', job.dueAt === null ? undefined : formatInstant(job.dueAt)],
      ['reason', job.reason || undefined],
      ['requested at', formatInstant(job.requestedAt)],
      ['finished at', formatInstant(job.finishedAt)],
      ['took', formatDuration(durationOf(job))],
      ['devices', job.tasks],
      ['outcomes', outcomesText(job.outcomes, plainStyle)],
      ...job.warnings.map((warning) => ['warning', warning] as const),
    ],
    style,
  );
}

function taskTable(tasks: readonly TaskView[], style: Style): string {
  const rows = tasks.map((task): Cell[] => [
    task.device,
    outcomeCell(task.outcome ?? task.state),
    shortCommit(task.commit),
    formatDuration(task.durationMs),
    task.attempts,
    task.code,
  ]);
  return formatTable(['device', 'outcome', 'commit', 'session', 'attempts', 'error'], rows, style);
}

/** Why devices needed more than one attempt, those that succeeded in the end included. */
function retriesText(tasks: readonly TaskView[], style: Style): string {
  const retried = tasks.filter(({ retries }) => retries.length > 0);
  if (retried.length === 0) return '';
  const lines = retried
    .slice(0, SHOWN_DEVICES_PER_CODE)
    .flatMap(({ device, retries }) =>
      retries.map((reason) => `  ${printable(`${device}: ${withoutDevice(reason, device)}`)}\n`),
    );
  const more = retried.length - SHOWN_DEVICES_PER_CODE;
  return [
    `\n${paint(style, 'warn', 'retried')} ${paint(style, 'dim', `(${count(retried.length, 'device')})`)}\n`,
    ...lines,
    more > 0 ? `  and ${count(more, 'further device')}\n` : '',
  ].join('');
}

/** Each error code once with its hint, and below it the devices with what happened to them. */
function failuresText(tasks: readonly TaskView[], style: Style): string {
  const byCode = Map.groupBy(
    tasks.filter((task) => task.code !== null && task.outcome !== 'changed' && task.outcome !== 'unchanged'),
    (task) => task.code ?? '',
  );
  return [...byCode]
    .map(([code, failed]) => {
      const shown = failed.slice(0, SHOWN_DEVICES_PER_CODE);
      const more = failed.length - shown.length;
      return [
        `\n${paint(style, 'bad', code)} ${paint(style, 'dim', `(${count(failed.length, 'device')})`)}\n`,
        ...shown.map(
          (task) => `  ${printable(`${task.device}: ${withoutDevice(task.message ?? '', task.device)}`)}\n`,
        ),
        more > 0 ? `  and ${count(more, 'further device')}\n` : '',
        `  ${paint(style, 'dim', 'hint:')} ${printable(failed[0]?.hint ?? '')}\n`,
      ].join('');
    })
    .join('')
    .concat(byCode.size > 0 ? '\n' : '');
}

function durationOf({ requestedAt, finishedAt }: JobView): number | null {
  return finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(requestedAt);
}
