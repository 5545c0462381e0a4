import type { NotificationTarget } from '@netraven/common/api';
import test from 'ava';
import {
  notificationListText,
  notificationTestText,
} from '../../../packages/cli/src/output/notification-text.ts';
import { plainStyle } from '../../../packages/cli/src/output/style.ts';
import { startFakeApi } from '../helpers/start-fake-api.ts';

const idle: NotificationTarget = {
  name: 'ops',
  transport: 'webhook',
  address: 'hooks.example',
  on: ['failed'],
  digestSeconds: 900,
  state: 'idle',
  waiting: 0,
  attempts: 0,
  retryAt: null,
  lastSentAt: '2026-11-23T09:00:00.000Z',
  lastFailedAt: null,
  lastError: null,
  lastGivenUpAt: null,
  sent: 7,
  givenUp: 0,
  isConfigured: true,
};
const failing: NotificationTarget = {
  ...idle,
  name: 'siem',
  state: 'failing',
  attempts: 3,
  waiting: 12,
  lastError: 'NETRAVEN_NOTIFICATION_FAILED: siem.example: refuses (HTTP 403)\u001b[2J',
};
const givenUp: NotificationTarget = {
  ...failing,
  name: 'noc',
  state: 'given-up',
  attempts: 0,
  waiting: 0,
  digestSeconds: 0,
  lastGivenUpAt: '2026-11-23T09:00:00.000Z',
  lastError: 'NETRAVEN_NOTIFICATION_FAILED: no answer',
};

test('targets are listed with what waits, and why one fails', (t) => {
  const now = new Date('2026-11-23T09:10:00Z');
  t.is(
    notificationListText([idle, failing, { ...givenUp, isConfigured: false }], now, plainStyle),
    `NAME  TO                     STATE           DIGEST        WAITING  LAST SENT   SENT  GIVEN UP
ops   webhook hooks.example  idle            every 15 min  0        10 min ago  7     0
siem  webhook hooks.example  failing         every 15 min  12       10 min ago  7     0
noc   webhook hooks.example  not configured  at once       0        10 min ago  7     0
3 targets
siem: NETRAVEN_NOTIFICATION_FAILED: siem.example: refuses (HTTP 403)<1b>[2J
noc: NETRAVEN_NOTIFICATION_FAILED: no answer
`,
  );
  t.regex(notificationListText([], now, plainStyle), /^no targets: name them under "notifications"/);
  const tested = { name: 'ops', address: 'hooks.example', ms: 12, answer: 'HTTP 204', error: null };
  t.is(notificationTestText(tested, plainStyle), 'sent to ops (hooks.example) in 12 ms: HTTP 204\n');
});

test('doctor names the targets that are not reached, and a test that fails says so by its exit code', async (t) => {
  await using api = await startFakeApi({
    'notification.list': () => ({ targets: [idle, failing, givenUp] }),
    'notification.test': () => ({
      id: 'n',
      address: 'hooks.example',
      ms: 3,
      answer: '',
      error: {
        code: 'NETRAVEN_NOTIFICATION_FAILED',
        message: 'hooks.example: no answer',
        hint: 'Mend it.',
        retryable: true,
      },
    }),
  });
  const { stdout } = await api.netraven(['doctor', '--json']);
  const checks: { name: string; state: string; found: string; remedy: string }[] = JSON.parse(stdout).checks;
  t.deepEqual(
    checks
      .filter(({ name }) => name === 'notifications')
      .map(({ state, found, remedy }) => [state, found, remedy]),
    [
      [
        'warn',
        `siem: a message failed 3 times (${failing.lastError}), and 12 more to tell`,
        'Mend it and try: netraven notification test siem.',
      ],
      [
        'warn',
        'noc: a message was given up at 2026-11-23T09:00:00.000Z (NETRAVEN_NOTIFICATION_FAILED: no answer)',
        'Mend it and try: netraven notification test noc.',
      ],
    ],
  );
  const tested = await api.netraven(['notification', 'test', 'ops']);
  t.is(tested.code, 1);
  t.is(
    tested.stdout,
    'not sent to ops after 3 ms\nNETRAVEN_NOTIFICATION_FAILED: hooks.example: no answer\nMend it.\n',
  );
});
