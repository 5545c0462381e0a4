import { SECOND } from '@netraven/common';
import { count } from '../output/format.ts';
import { type Check, ok, type Patient, warn } from './check.ts';

const CLOCK_LIMIT_MS = 5 * SECOND;

/** PostgreSQL, clocks, recipients and sites, as the dispatcher sees them. */
export async function checkDatabase({ api }: Patient): Promise<Check[]> {
  const askedAt = Date.now();
  const status = await api.call('status', {});
  const answeredAt = Date.now();
  const { devices, openJobs, openTasks, versions, quarantined } = status.counts;
  return [
    status.pendingMigrations === 0
      ? ok('PostgreSQL', `${status.databaseVersion}, tables up to date`)
      : warn(
          'PostgreSQL',
          `${status.databaseVersion}, ${status.pendingMigrations} migrations are pending`,
          'Restart the dispatcher: it brings the tables up to date.',
        ),
    ok(
      'inventory',
      `${count(devices, 'device')}, ${count(versions, 'version')}, ${count(openJobs, 'open job')}, ${count(openTasks, 'open task')}`,
    ),
    ...(quarantined > 0
      ? [
          warn(
            'quarantine',
            `${count(quarantined, 'capture')} to decide on`,
            'Accept or drop them: netraven config quarantine list.',
          ),
        ]
      : []),
    checkClock(Date.parse(status.now), { askedAt, answeredAt }),
    status.recipients > 0
      ? ok('recipients', `${status.recipients}: full restores are possible`)
      : warn(
          'recipients',
          'none: only redacted text is kept, a full restore is not possible',
          'Run "netraven init", then restart "netraven up"; what is captured from then on can be restored.',
        ),
    ...status.sitesWithoutKey.map((site) =>
      warn(`site ${site}`, 'has no key: no credential can be sealed to it', `netraven site add ${site}`),
    ),
  ];
}

/** The instant in the answer lies between the question and the answer, if the clocks agree. */
function checkClock(
  theirs: number,
  { askedAt, answeredAt }: { readonly askedAt: number; readonly answeredAt: number },
): Check {
  const differenceMs = theirs < askedAt ? askedAt - theirs : Math.max(0, theirs - answeredAt);
  if (differenceMs <= CLOCK_LIMIT_MS) return ok('clocks', `differ by less than ${CLOCK_LIMIT_MS / SECOND} s`);
  return warn(
    'clocks',
    `this machine and the dispatcher differ by ${Math.round(differenceMs / SECOND)} s`,
    'Synchronise both with NTP: deadlines and the order of jobs depend on it.',
  );
}
