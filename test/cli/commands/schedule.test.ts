import test from 'ava';
import { seedDevices } from '../../dispatcher/helpers/seed-devices.ts';
import { startTestSystem } from '../../dispatcher/helpers/start-dispatcher.ts';
import { runCli } from '../helpers/run-cli.ts';

/** A dispatcher with three devices, and the command line on it. */
async function startSchedules() {
  const system = await startTestSystem();
  await seedDevices(system, 3);
  await system.startDispatcher();
  const { user = '', password = '' } = system.nats.optionsFor('client');
  const environment = {
    NETRAVEN_NATS_URL: system.nats.url,
    NETRAVEN_NATS_USER: user,
    NETRAVEN_NATS_PASSWORD: password,
    NETRAVEN_NATS_DOMAIN: system.nats.domain,
  };
  return {
    system,
    netraven: (...args: string[]) => runCli(['schedule', ...args], { environment }),
    job: (...args: string[]) => runCli(['job', ...args], { environment }),
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  };
}

test('a schedule is added, shown, changed, switched, listed and removed', async (t) => {
  await using cli = await startSchedules();
  const added = await cli.netraven(
    'add',
    'nightly',
    '--all',
    '--cron',
    '30 2 * * *',
    '--zone',
    'Europe/Berlin',
  );
  t.is(added.code, 0, added.stderr);
  t.regex(added.stdout, /^over +every device; 3 devices now$/m);
  t.regex(added.stdout, /^DUE +STARTS +UTC +FROM NOW$/m);
  t.is(added.stdout.match(/ 02:30:00\+0[12]:00 .*Z +in \d+/g)?.length, 5);
  t.regex(added.stdout, /\nnightly added\n$/);

  const shown = await cli.netraven('show', 'nightly', '--next', '2', '--json');
  const { upcoming, nextDueAt, createdAt, updatedAt, startsAt, ...rest } = JSON.parse(shown.stdout);
  t.deepEqual([upcoming.length, upcoming[0]], [2, { dueAt: nextDueAt, startsAt }]);
  t.is(createdAt, updatedAt);
  t.deepEqual(rest, {
    name: 'nightly',
    cron: '30 2 * * *',
    everySeconds: null,
    timeZone: 'Europe/Berlin',
    selection: { all: true, devices: [], tags: [], sites: [], platforms: [] },
    lane: 'bulk',
    reason: '',
    jitterSeconds: 0,
    windows: [],
    blackouts: [],
    outsideWindow: 'wait',
    missed: 'run',
    deadlineSeconds: null,
    enabled: true,
    lastDueAt: null,
    lastJob: null,
    lastStatus: null,
    problem: null,
    devices: 3,
  });

  const set = await cli.netraven(
    'set',
    'nightly',
    '--every',
    '6h',
    '--tag',
    'core',
    '--window',
    '22:00-05:00',
    '--json',
  );
  t.is(set.code, 0, set.stderr);
  const changed = JSON.parse(set.stdout);
  t.deepEqual(
    [changed.cron, changed.everySeconds, changed.selection.tags, changed.selection.all, changed.windows],
    [null, 21_600, ['core'], false, ['22:00-05:00']],
  );
  const cleared = await cli.netraven('set', 'nightly', '--clear', 'windows', '--json');
  t.deepEqual(JSON.parse(cleared.stdout).windows, []);

  t.is((await cli.netraven('disable', 'nightly')).stdout, 'nightly disabled\n');
  const list = await cli.netraven('list');
  t.deepEqual(
    list.stdout
      .trimEnd()
      .split(/\n/)
      .map((line) => line.split(/ {2,}/)),
    [
      ['NAME', 'WHEN', 'NEXT', 'FROM NOW', 'DEVICES', 'LAST JOB', 'STATUS'],
      ['nightly', 'every 6 h', 'disabled', '-', 'tag core', '-', '-'],
      ['1 schedule'],
    ],
  );
  const enabled = await cli.netraven('enable', 'nightly');
  t.regex(enabled.stdout, /^warning: it matches no device now$/m);
  t.is((await cli.netraven('remove', 'nightly')).stdout, 'nightly removed\n');
  t.is((await cli.netraven('list')).stdout, 'no schedules\n');
});

test('a dry run shows the runs and stores nothing', async (t) => {
  await using cli = await startSchedules();
  const tried = await cli.netraven('add', 'x', 'dev-00001', '--every', '1d', '--jitter', '1h', '--dry-run');
  t.is(tried.code, 0, tried.stderr);
  t.regex(tried.stdout, /\ndry run, nothing was stored\n$/);
  t.is((await cli.netraven('list')).stdout, 'no schedules\n');
});

test('a schedule that is run by hand makes a job of its name', async (t) => {
  await using cli = await startSchedules();
  await cli.netraven('add', 'nightly', '--all', '--cron', '@daily');
  const run = await cli.netraven('run', 'nightly', '--no-wait', '--json');
  t.is(run.code, 0, run.stderr);
  const { job } = JSON.parse(run.stdout);
  const { jobs } = JSON.parse((await cli.job('list', '--schedule', 'nightly', '--json')).stdout);
  t.deepEqual(
    jobs.map(({ id, schedule, dueAt }: Record<string, unknown>) => ({ id, schedule, dueAt })),
    [{ id: job, schedule: 'nightly', dueAt: null }],
  );
  t.regex((await cli.job('show', job)).stdout, /^schedule +nightly$/m);
});

test('what cannot be scheduled is told with its option and what to do', async (t) => {
  await using cli = await startSchedules();
  const add = ['add', 'nightly', '--all'];
  const refusals: readonly (readonly [readonly string[], string])[] = [
    [[...add, '--cron', '61 2 * * *'], '--cron: minute (field 1) must be 0 to 59'],
    [[...add, '--cron', '0 2 30 2 *'], '--cron: must name a day that exists'],
    [[...add, '--every', '30s'], '--every: must be 60 s to 366 days'],
    [[...add, '--every', '6'], '--every: must be a number with its unit: 90s, 15m, 6h, 1d, 2w'],
    [
      [...add, '--every', '1h', '--window', '22-5'],
      '--window: must be written as "22:00-05:00", "mon-fri 22:00-05:00" or "2026-12-20T00:00/2027-01-07T00:00"',
    ],
    [add, 'nothing says when: --cron or --every is missing'],
    [[...add, '--cron', '@daily', '--every', '1d'], '--cron and --every exclude each other'],
    [['add', 'nightly', '--every', '1h'], 'nothing says which devices to back up'],
    [
      ['add', 'nightly', 'dev-0001', '--every', '1h'],
      'device dev-0001 is not in the inventory; did you mean dev-00001, dev-00002, dev-00003?',
    ],
    [
      [...add, '--every', '10m', '--jitter', '10m'],
      'schedule.add: jitterSeconds: must be shorter than the 600 s between two due times, got "600"',
    ],
    [
      [...add, '--cron', '@daily', '--window', '2020-01-01/2020-02-01'],
      'schedule nightly: no due time falls into its windows',
    ],
    [['set', 'nigthly', '--every', '1h'], 'schedule nigthly does not exist'],
    [['remove', 'nigthly'], 'no such schedule: nigthly'],
    [['set', 'nigthly'], 'nothing says what to change'],
  ];
  for (const [args, message] of refusals) {
    const { code, stderr } = await cli.netraven(...args);
    t.not(code, 0, args.join(' '));
    t.is(stderr.split('\n')[0], `error: ${message}`);
  }
  const zone = await cli.netraven(...add, '--cron', '@daily', '--zone', 'Europe/Berln');
  t.regex(zone.stderr, /^error: --zone: must be an IANA time zone; did you mean Europe\/Berlin/);
  t.is((await cli.netraven(...add, '--every', '1h')).code, 0);
  t.regex((await cli.netraven(...add, '--every', '1h')).stderr, /^error: schedule nightly exists already\n/);
  t.regex((await cli.netraven('show', 'nigthly')).stderr, /does not exist; did you mean nightly\?\n/);
});
