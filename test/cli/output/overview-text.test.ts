import test from 'ava';
import { overviewText } from '../../../packages/cli/src/output/overview-text.ts';
import { plainStyle } from '../../../packages/cli/src/output/style.ts';
import { makeOverview } from '../top/make-overview.ts';

test('the page says what runs, what waits where, what failed last, and no device can move the cursor', (t) => {
  t.is(
    overviewText(makeOverview(), plainStyle),
    [
      'netraven 0.1.0  2026-11-23 08:00:00Z  git-writer standby, writing',
      '50 of 50 sessions on 1 executor, 1 open job, 1250 open tasks',
      'last minute: 290 unchanged, 9 changed, 1 failed (5.0 per second)',
      '',
      'SITE  DEVICES  FAILING  EXECUTORS  SESSIONS  URGENT: WAIT/RUN  BULK: WAIT/RUN',
      'ams   1200     3        1          50/50     0/1               1150/49',
      'fra   50       0        0          0/0       0/0               50/0',
      '',
      'LAST FAILURES         SITE  DEVICE         OUTCOME  ERROR                 JOB',
      '2026-11-23 07:59:58Z  ams   core<1b>[2J-1  failed   NETRAVEN_AUTH_FAILED  nightly-1',
      '',
      'EXECUTOR     SITE  VERSION  SESSIONS  DONE  CHANGED  UNCHANGED  FAILED  RETRIES  STATE',
      'host-1-ab12  ams   0.1.0    50/50     900   12       880        8       4        takes tasks',
      '',
      'STREAM              MESSAGES  SIZE     FULL',
      'NETRAVEN_TASKS      1250      3.0 MiB  -',
      'NETRAVEN_SNAPSHOTS  2         1.0 MiB  25 %',
      '',
    ].join('\n'),
  );
});

test('what services say of themselves cannot move the cursor', (t) => {
  const text = overviewText(
    {
      ...makeOverview(),
      version: '0\u001b[2J',
      writers: [{ version: '0.1.0', status: 'writing\u001b[H', batches: 0, failures: 0 }],
    },
    plainStyle,
  );
  t.is(text.split('\n')[0], 'netraven 0<1b>[2J  2026-11-23 08:00:00Z  git-writer writing<1b>[H');
});

test('what is not there is said', (t) => {
  const empty = {
    ...makeOverview(),
    sites: [],
    executors: [],
    writers: [],
    streams: [],
    recent: { seconds: 4, outcomes: {}, failures: [] },
  };
  t.is(
    overviewText(empty, plainStyle),
    [
      'netraven 0.1.0  2026-11-23 08:00:00Z  git-writer does not answer',
      '0 of 0 sessions on 0 executors, 1 open job, 1250 open tasks',
      'last 4 s: nothing ended',
      '',
    ].join('\n'),
  );
});
