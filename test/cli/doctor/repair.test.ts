import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '@netraven/common/config';
import { ensureSite } from '@netraven/common/jetstream';
import test, { type ExecutionContext } from 'ava';
import { checkRepository } from '../../../packages/cli/src/doctor/check-repository.ts';
import { repairInstance } from '../../../packages/cli/src/doctor/repair.ts';
import { instancePaths } from '../../../packages/cli/src/instance/instance-paths.ts';
import { openApi } from '../../../packages/cli/src/instance/open-api.ts';
import { startWhole } from '../../e2e/helpers/start-whole.ts';
import { makeSnapshot } from '../../git-writer/helpers/make-snapshot.ts';
import { awaitEmptyQueue, insertDevices, publishSnapshots } from '../../git-writer/helpers/start-writer.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const VERSIONS =
  'select device_name, capture, "commit", path, text from config_version v join config_head using (device_name, "commit") order by device_name';

async function openPatient(t: ExecutionContext<unknown>) {
  const whole = await startWhole(t);
  const { system, gitDir } = whole;
  const { nats, connection, databaseUrl, inventory } = system;
  const { user = '', password = '' } = nats.optionsFor('admin');
  const login = { url: nats.url, user, password };
  const api = await openApi({
    nats: login,
    domain: nats.domain,
    source: 'test',
    endpoint: {
      v: 1,
      pid: process.pid,
      startedAt: new Date().toISOString(),
      nats: login,
      domain: nats.domain,
      database: databaseUrl,
      repository: gitDir,
      site: 'default',
      log: '',
    },
  });
  t.teardown(() => api[Symbol.asyncDispose]());
  const folder = await makeTempFolder(t);
  const patient = {
    paths: instancePaths(folder),
    settings: { config: parseConfig({}), hasNats: false, hasDatabase: false },
    api,
    sites: ['default'],
  };
  const place = { nats, connection, databaseUrl, inventory, gitDir };
  await insertDevices(place, 2, 1);
  await publishSnapshots(place, [makeSnapshot(), makeSnapshot({ device: 2, text: 'two\n' })]);
  await awaitEmptyQueue(place);
  const repair = async (acceptLoss = false) => {
    const checks = await checkRepository(patient);
    const repairs = await repairInstance(patient, checks, { acceptLoss });
    return { checks, repairs: repairs.map(({ name, state, what }) => ({ name, state, what })) };
  };
  return { ...whole, patient, repair };
}

test('what is mended is told, and doing it again mends nothing', async (t) => {
  t.timeout(120_000);
  const { system, patient, repair } = await openPatient(t);
  const recorded = await system.query(VERSIONS);
  const healthy = await repair();
  t.deepEqual(new Set(healthy.repairs.map(({ state }) => state)), new Set(['nothing']));

  await mkdir(patient.paths.keys, { recursive: true });
  const key = join(patient.paths.keys, 'fingerprint.key');
  await writeFile(key, 'secret');
  await chmod(key, 0o644);
  const manager = await system.connection.jetstreamManager();
  await manager.streams.delete('NETRAVEN_CHUNKS');
  await system.query('update config_head set version_id = null');
  await system.query(`delete from config_version where device_name = 'device-2'`);

  const mended = await repair();
  t.like(mended.repairs, [
    { name: 'keys', state: 'done' },
    { name: 'queues' },
    { name: 'sites', state: 'nothing' },
    { name: 'index', state: 'done', what: 'built anew from the repository: 2 versions, 1 more than before' },
  ]);
  t.is((await stat(key)).mode & 0o777, 0o600);
  t.is((await manager.streams.info('NETRAVEN_CHUNKS')).config.name, 'NETRAVEN_CHUNKS');
  t.deepEqual(await system.query(VERSIONS), recorded);

  const again = await repair();
  t.deepEqual(new Set(again.repairs.map(({ state }) => state)), new Set(['nothing']));
});

test('the store of a site whose outbox lacks its consumers is completed', async (t) => {
  t.timeout(120_000);
  const { system, patient } = await openPatient(t);
  const { connection, config } = system;
  await system.query(`insert into site (name, created_at) values ('away', now())`);
  await ensureSite(connection, 'away', config.streams);
  const manager = await connection.jetstreamManager();
  await manager.consumers.delete('NETRAVEN_OUTBOX_away', 'chunk');
  const repairs = await repairInstance({ ...patient, sites: ['default', 'away'] }, [], { acceptLoss: false });
  // The dispatcher may have been first.
  t.false(repairs.some(({ state, name }) => name === 'sites' && state === 'failed'));
  t.truthy(await manager.consumers.info('NETRAVEN_OUTBOX_away', 'chunk'));
});

test('a repository that is gone is reported with what to do, and given up only when told so', async (t) => {
  t.timeout(120_000);
  const { system, gitDir, writer, repair } = await openPatient(t);
  await writer.stop();
  await rm(gitDir, { recursive: true });
  const { checks, repairs } = await repair();
  t.like(checks, [{ name: 'repository', state: 'fail' }]);
  t.regex(checks[0]?.found ?? '', /configs\.git is gone; PostgreSQL knows of commit [0-9a-f]{10}$/);
  t.regex(checks[0]?.remedy ?? '', /restore the folder from its remote or a backup/);
  t.like(repairs[3], { name: 'index', state: 'failed' });
  t.is((await system.query('select 1 from writer_head')).length, 1);
});
