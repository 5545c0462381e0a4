import { durationMs, loadConfig, parseConfig } from '@netraven/common/config';
import test from 'ava';

const webhook = { url: 'https://hooks.example/T0KEN' };
const refusal = (...notifications: object[]) => {
  try {
    parseConfig({ notifications });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test('a target needs a name and an address, and has defaults that keep it quiet', (t) => {
  t.deepEqual(parseConfig({ notifications: [{ name: 'ops', webhook }] }).notifications, [
    {
      name: 'ops',
      webhook: { ...webhook, format: 'json' },
      on: ['changed', 'failed', 'recovered', 'quarantined', 'replaced'],
      changes: ['significant'],
      sites: [],
      platforms: [],
      tags: [],
      digest: '15m',
      failuresInARow: 2,
      diffLines: 40,
      maxBytes: 100_000,
      giveUp: '1d',
    },
  ]);
});

test('a wrong target is refused with its field, rule and value, and without its address', (t) => {
  const cases: readonly (readonly [string, string | null])[] = [
    [
      'configuration: notifications.0.name: must be 1 to 32 of a-z, 0-9 and -, not starting with -, got "Ops"',
      refusal({ name: 'Ops', webhook }),
    ],
    ['configuration: notifications.0: needs webhook or email, one of them', refusal({ name: 'ops' })],
    [
      'configuration: notifications.0.webhook.url: must be an http:// or https:// address',
      refusal({ name: 'ops', webhook: { url: 'ftp://x/T0KEN' } }),
    ],
    [
      'configuration: notifications.0.webhook: needs url or urlFile',
      refusal({ name: 'ops', webhook: { ...webhook, urlFile: 'x' } }),
    ],
    [
      'configuration: notifications.0.digest: must be a number with its unit: 90s, 15m, 6h, 1d, got "15"',
      refusal({ name: 'ops', webhook, digest: '15' }),
    ],
    [
      'configuration: notifications.0.giveUp: must be 1m to 7d, got "8d"',
      refusal({ name: 'ops', webhook, giveUp: '8d' }),
    ],
    [
      'configuration: notifications.0.email.to.0: must be a mail address: noc@example.net, got "a@b\\r\\nBcc: x@y"',
      refusal({ name: 'ops', email: { to: ['a@b\r\nBcc: x@y'], from: 'n@b', smtp: { host: 'mail' } } }),
    ],
    [
      'configuration: notifications.1.name: must be the name of one target only, got "ops"',
      refusal({ name: 'ops', webhook }, { name: 'ops', webhook }),
    ],
    [
      'configuration: notifications.0.email.smtp: needs user and passwordFile, or neither',
      refusal({ name: 'ops', email: { to: ['a@b'], from: 'n@b', smtp: { host: 'mail', user: 'x' } } }),
    ],
  ];
  for (const [expected, message] of cases) t.is(message, expected);
});

test('targets may stand in a variable as JSON; what does not read is not shown', async (t) => {
  const load = (value: string) => loadConfig({ environment: { NETRAVEN_NOTIFICATIONS: value } });
  const { notifications } = await load(JSON.stringify([{ name: 'ops', webhook }]));
  t.deepEqual(
    notifications.map(({ name }) => name),
    ['ops'],
  );
  await t.throwsAsync(load('[{"name":"ops","webhook":{"url":"https://hooks.example/T0KEN"'), {
    message: 'NETRAVEN_NOTIFICATIONS: must be a list as JSON',
  });
});

test('a duration is a number with its unit', (t) => {
  t.deepEqual(
    [0, '0', '90s', '15m', '6h', '1d'].map(durationMs),
    [0, 0, 90_000, 900_000, 21_600_000, 86_400_000],
  );
});
