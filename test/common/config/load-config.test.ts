import { NetravenError } from '@netraven/common';
import { parseConfig } from '@netraven/common/config';
import test from 'ava';

const wrong: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [
    'a misspelt group',
    { admision: {} },
    'configuration: has unknown fields: "admision" (did you mean admission?)',
  ],
  [
    'a misspelt setting',
    { admission: { site: { session: 2 } } },
    'configuration: admission.site: has unknown fields: "session" (did you mean sessions?)',
  ],
  [
    'a setting like no other of a small group',
    { metrics: { port: 9464 } },
    'configuration: metrics: has unknown fields: "port" (known: listen)',
  ],
  [
    'a name longer than any setting',
    { ['x'.repeat(10_000)]: 1 },
    `configuration: has unknown fields: "${'x'.repeat(60)}"`,
  ],
];

for (const [title, settings, message] of wrong) {
  test(`${title} is told with the names that were meant`, (t) => {
    const error = t.throws(() => parseConfig(settings), { instanceOf: NetravenError });
    t.deepEqual([error?.code, error?.message], ['NETRAVEN_CONFIG_INVALID', message]);
  });
}
