import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SECOND } from '@netraven/common';
import { consumerNames, streamNames } from '@netraven/common/jetstream';
import test from 'ava';
import { nanos } from 'nats';
import { makeSnapshot } from './helpers/make-snapshot.ts';
import { seededRandom } from './helpers/random.ts';
import { checkWithGit, runGit } from './helpers/run-git.ts';
import {
  awaitEmptyQueue,
  insertDevices,
  makeWriterPlace,
  publishSnapshots,
  query,
  type WriterPlace,
} from './helpers/start-writer.ts';

const main = fileURLToPath(import.meta.resolve('@netraven/git-writer/main'));
const KILLS = Number(process.env.NETRAVEN_TEST_KILLS ?? 6);
const DEVICES = 20;
const REVISIONS = 10 * KILLS;

/** The service as it runs in production; `ready` once it has taken its locks. */
function startProcess({ nats, databaseUrl, gitDir }: WriterPlace) {
  const { url, user, password } = nats.optionsFor('git-writer');
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      NETRAVEN_NATS_URL: url,
      NETRAVEN_NATS_USER: user,
      NETRAVEN_NATS_PASSWORD: password,
      NETRAVEN_DATABASE_URL: databaseUrl,
      NETRAVEN_REPOSITORY_PATH: gitDir,
      NETRAVEN_REPOSITORY_MAINTENANCE_PACKS: '5',
      NETRAVEN_LOG_LEVEL: 'silent',
    },
  });
  const ended = once(child, 'exit');
  return { child, ended, ready: Promise.race([once(child.stdout, 'data'), ended]) };
}

/** What a killed writer had in hand comes again after this long; in production after half a minute. */
async function shortenAckWait({ connection }: WriterPlace): Promise<void> {
  const manager = await connection.jetstreamManager();
  await manager.consumers.update(streamNames.snapshots, consumerNames.snapshots, { ack_wait: nanos(SECOND) });
}

test('kill -9 again and again, under load, loses no commit and makes none twice', async (t) => {
  t.timeout(240_000);
  const place = await makeWriterPlace(t);
  await insertDevices(place, DEVICES, REVISIONS);
  const random = seededRandom(99);
  let running = startProcess(place);
  t.teardown(() => running.child.kill('SIGKILL'));
  const snapshots = Array.from({ length: REVISIONS }, (_, index) => index + 1).map((revision) =>
    Array.from({ length: DEVICES }, (_, index) =>
      makeSnapshot({ device: index + 1, revision, text: `hostname device-${index}\nrevision ${revision}\n` }),
    ),
  );
  const publishing = (async () => {
    for (const round of snapshots) {
      await publishSnapshots(place, round);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  })();
  for (let kill = 0; kill < KILLS; kill++) {
    await running.ready;
    await shortenAckWait(place);
    await new Promise((resolve) => setTimeout(resolve, random() * 250));
    running.child.kill('SIGKILL');
    await running.ended;
    running = startProcess(place);
  }
  await publishing;
  await running.ready;
  await shortenAckWait(place);
  await awaitEmptyQueue(place, 120_000);
  running.child.kill('SIGTERM');
  t.deepEqual(await running.ended, [0, null]);

  const { gitDir } = place;
  checkWithGit(gitDir);
  const trailer = '%H %(trailers:key=Capture-Id,valueonly,separator=%x2C)';
  const commits = runGit(gitDir, ['log', `--format=${trailer}`])
    .split('\n')
    .sort();
  const captures = commits.map((line) => line.split(' ')[1]);
  t.is(new Set(captures).size, commits.length, 'no capture is committed twice');
  const versions = await query<{ line: string }>(
    place,
    `select commit || ' ' || capture as line from config_version order by 1`,
  );
  t.deepEqual(
    versions.map(({ line }) => line),
    commits,
    'git and database agree',
  );
  const outcomes = `select count(*)::int, (outcome = 'changed') = (commit is not null) as fits from task where outcome in ('changed', 'superseded') group by 2`;
  t.deepEqual(await query(place, outcomes), [{ count: DEVICES * REVISIONS, fits: true }]);
  t.deepEqual(await query(place, 'select count(*)::int, min(text) as first from config_head'), [
    { count: DEVICES, first: `hostname device-0\nrevision ${REVISIONS}\n` },
  ]);
});
