import { stripVTControlCharacters } from 'node:util';
import { NetravenError } from '@netraven/common';
import type { JobView, TaskView } from '@netraven/common/api';
import test from 'ava';
import { colourDiff } from '../../../packages/cli/src/output/diff-text.ts';
import { errorJson, errorText } from '../../../packages/cli/src/output/error-text.ts';
import {
  formatDuration,
  formatInstant,
  formatInZone,
  formatRelative,
} from '../../../packages/cli/src/output/format.ts';
import { importText } from '../../../packages/cli/src/output/import-text.ts';
import { jobDetailText, jobListText, jobSummaryText } from '../../../packages/cli/src/output/job-text.ts';
import { plainStyle, styleOf } from '../../../packages/cli/src/output/style.ts';
import { formatTable } from '../../../packages/cli/src/output/table.ts';

const colours = { hasColour: true, width: 80 };

test('a table has one line for each row, without trailing blanks or control characters', (t) => {
  const rows = [
    ['a', 1, null],
    ['longer\u001b[2J name\nin two', 22, { text: '', tone: 'good' as const }],
  ];
  const lines = [
    'NAME                       N   X',
    'a                          1   -',
    'longer<1b>[2J name in two  22  -',
    '',
  ];
  t.is(formatTable(['name', 'n', 'x'], rows, plainStyle), lines.join('\n'));
  t.is(formatTable(['name'], [], plainStyle), '');
});

test('wide characters and colours keep the columns in line', (t) => {
  const rows = [
    [{ text: '東京', tone: 'good' as const }, 'x'],
    ['osaka', 'y'],
  ];
  t.is(formatTable(['name', 'n'], rows, plainStyle), 'NAME   N\n東京   x\nosaka  y\n');
  t.is(
    formatTable(['name', 'n'], rows, colours),
    '\u001b[90mNAME\u001b[39m   \u001b[90mN\u001b[39m\n\u001b[32m東京\u001b[39m   x\nosaka  y\n',
  );
});

test('colours are for terminals, and not with NO_COLOR', (t) => {
  t.true(styleOf({ isTTY: true, columns: 100 }, {}).hasColour);
  t.false(styleOf({ isTTY: true, columns: 100 }, { NO_COLOR: '1' }).hasColour);
  t.false(styleOf({ isTTY: true, columns: 100 }, { TERM: 'dumb' }).hasColour);
  t.deepEqual(styleOf({}, {}), plainStyle);
});

test('a diff keeps its bytes without colours, and gets those of git with them', (t) => {
  const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\u001b[2J\n same\n';
  t.is(colourDiff(diff, plainStyle), diff);
  t.is(
    colourDiff(diff, colours),
    [
      '\u001b[1m--- a/x\u001b[22m',
      '\u001b[1m+++ b/x\u001b[22m',
      '\u001b[36m@@ -1 +1 @@\u001b[39m',
      '\u001b[31m-old\u001b[39m',
      '\u001b[32m+new<1b>[2J\u001b[39m',
      ' same',
      '',
    ].join('\n'),
  );
});

test('an error is printed with its hint and code, for people and for programs', (t) => {
  const record = new NetravenError('NETRAVEN_NOT_FOUND', 'no\u0007 such device: x', {
    hint: 'Look.',
  }).toJSON();
  t.is(
    errorText(record, plainStyle),
    'error: no<07> such device: x\nhint:  Look.\ncode:  NETRAVEN_NOT_FOUND\n',
  );
  t.deepEqual(JSON.parse(errorJson(record)), { error: record });
});

test('durations and instants are short', (t) => {
  t.deepEqual([null, 0, 440, 9_949, 12_345, 65_000, 3_600_000].map(formatDuration), [
    '-',
    '0.0 s',
    '0.4 s',
    '9.9 s',
    '12 s',
    '1 min 5 s',
    '60 min 0 s',
  ]);
  t.deepEqual(['2026-11-23T04:58:12.345Z', null].map(formatInstant), ['2026-11-23 04:58:12Z', '-']);
});

test('an instant is shown by the clock of a zone, and by how far away it is', (t) => {
  t.deepEqual(
    ['Europe/Berlin', 'America/St_Johns', 'UTC', 'Mars/Olympus'].map((zone) =>
      formatInZone('2026-11-24T01:30:00.000Z', zone),
    ),
    [
      '2026-11-24 02:30:00+01:00',
      '2026-11-23 22:00:00-03:30',
      '2026-11-24 01:30:00Z',
      '2026-11-24 01:30:00Z',
    ],
  );
  const now = new Date('2026-11-24T01:30:00.000Z');
  const seconds = [0, 59, 61, 3600 * 5 + 180, 86_400 * 2 + 3600 * 4, -90];
  t.deepEqual(
    seconds.map((away) => formatRelative(new Date(now.getTime() + away * 1000).toISOString(), now)),
    ['in 0 s', 'in 59 s', 'in 1 min', 'in 5 h 3 min', 'in 2 d 4 h', '2 min ago'],
  );
});

test('an import names each wrong row with its place and reason', (t) => {
  const errors = [
    { row: 1, line: 2, name: 'a', reason: 'port: must be a number' },
    { row: 3, line: null, name: '', reason: 'must be a mapping' },
  ];
  const report = { dryRun: false, added: 0, updated: 0, unchanged: 0, errors, warnings: [] };
  t.is(
    importText(report, plainStyle),
    [
      '       WHERE   NAME  REASON',
      'error  line 2  a     port: must be a number',
      'error  row 3   -     must be a mapping',
      '2 wrong rows: nothing was imported',
      '',
    ].join('\n'),
  );
  t.is(
    importText({ ...report, errors: [], added: 2, dryRun: true }, plainStyle),
    'would be: 2 added, 0 updated, 0 unchanged (dry run, nothing was changed)\n',
  );
});

const job: JobView = {
  id: 'j1',
  status: 'COMPLETED_PARTIAL_FAILURE',
  lane: 'bulk',
  requestedBy: 'x',
  reason: '',
  requestedAt: '2026-11-23T00:00:00.000Z',
  finishedAt: '2026-11-23T00:00:03.000Z',
  tasks: 3,
  outcomes: { changed: 1, failed: 2 },
  warnings: [],
  schedule: null,
  dueAt: null,
};

function task(device: string, parts: Partial<TaskView>): TaskView {
  return {
    id: `j1-${device}`,
    device,
    site: 'default',
    state: parts.outcome ?? 'queued',
    outcome: null,
    attempts: 1,
    code: null,
    message: null,
    hint: null,
    commit: null,
    coalescedInto: null,
    retries: [],
    executor: null,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    ...parts,
  };
}

test('a list of jobs keeps its columns in line with colours', (t) => {
  const colourless = jobListText({ jobs: [job] }, plainStyle);
  const coloured = jobListText({ jobs: [job] }, colours);
  t.true(colourless.includes('  1 changed, 2 failed  2026-11-23'));
  t.true(coloured.includes('\u001b[32m1 changed\u001b[39m, \u001b[31m2 failed\u001b[39m  2026-11-23'));
  t.is(stripVTControlCharacters(coloured), colourless);
});

test('a summary groups failures by code, with the hint once', (t) => {
  const failed = {
    outcome: 'failed',
    code: 'NETRAVEN_CONNECT_REFUSED',
    hint: 'Check the port.',
    attempts: 3,
  };
  const tasks = [
    task('a', { outcome: 'changed', commit: '0123456789abcdef', durationMs: 500 }),
    task('b', { ...failed, message: '192.0.2.2:22 refused' }),
    task('c', { ...failed, message: '192.0.2.3:22 refused' }),
  ];
  t.is(
    jobSummaryText({ job, tasks }, plainStyle),
    [
      'DEVICE  OUTCOME  COMMIT      SESSION  ATTEMPTS  ERROR',
      'a       changed  0123456789  0.5 s    1         -',
      'b       failed   -           -        3         NETRAVEN_CONNECT_REFUSED',
      'c       failed   -           -        3         NETRAVEN_CONNECT_REFUSED',
      '',
      'NETRAVEN_CONNECT_REFUSED (2 devices)',
      '  b: 192.0.2.2:22 refused',
      '  c: 192.0.2.3:22 refused',
      '  hint: Check the port.',
      '',
      'COMPLETED_PARTIAL_FAILURE  3 devices in 3.0 s: 1 changed, 2 failed',
      'job j1',
      '',
    ].join('\n'),
  );
});

test('a large job is shown with its counts, and its failures first', (t) => {
  const tasks = Array.from({ length: 60 }, (_, index) =>
    task(`d${index}`, { outcome: index < 57 ? 'unchanged' : 'failed' }),
  );
  const lines = jobDetailText({ job, tasks, rows: 4 }, plainStyle).split('\n');
  t.true(lines.includes('took          3.0 s'));
  t.true(lines.includes('outcomes      1 changed, 2 failed'));
  const table = lines.findIndex((line) => line.startsWith('DEVICE'));
  t.deepEqual(
    lines.slice(table + 1, table + 6).map((line) => line.split(' ')[0]),
    ['d57', 'd58', 'd59', 'd0', 'and'],
  );
  t.is(lines[table + 5], 'and 56 further devices (--all-tasks, --outcome)');
});

test('a summary of a large fleet stays short', (t) => {
  const tasks = Array.from({ length: 10_000 }, (_, index) =>
    task(
      `d${index}`,
      index % 2 === 0 ? { outcome: 'unchanged' } : { outcome: 'changed', commit: 'c'.repeat(40) },
    ),
  );
  const text = jobSummaryText(
    {
      job: {
        ...job,
        status: 'COMPLETED_SUCCESS',
        tasks: 10_000,
        outcomes: { changed: 5000, unchanged: 5000 },
      },
      tasks,
    },
    plainStyle,
  );
  t.is(text.split('\n').length, 25);
  t.true(text.includes('and 4980 further changed devices\n'));
});
