import fs, { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from '@netraven/common';
import test, { type ExecutionContext } from 'ava';
import git from 'isomorphic-git';
import { consolidatePacks } from '../../../packages/git-writer/src/maintenance/consolidate-packs.ts';
import { maintainRepository } from '../../../packages/git-writer/src/maintenance/maintain-repository.ts';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import { defaultSettings, newCounters } from '../../../packages/git-writer/src/writer.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { firstWrites, makeChanges, makeCorpus } from '../helpers/make-corpus.ts';
import { checkWithGit, runGit } from '../helpers/run-git.ts';
import { withTracedFs } from '../helpers/traced-fs.ts';
import { writeCorpus } from '../helpers/write-corpus.ts';

const corpus = makeCorpus(21, 30);
const writes = [...firstWrites(corpus), ...makeChanges(22, corpus, 90)];
const log = openLog('test', 'silent');

async function makeRepository(t: ExecutionContext<unknown>) {
  const { repository } = await recoverRepository(join(await makeTempFolder(t), 'configs.git'), null);
  t.teardown(() => repository.objects.close());
  return repository;
}

const packsIn = (gitDir: string) =>
  readdirSync(`${gitDir}/objects/pack`).filter((file) => file.endsWith('.pack'));

test.serial('while commits go on, the files of the repository stay few and its history whole', async (t) => {
  const repository = await makeRepository(t);
  const counters = newCounters();
  const settings = { ...defaultSettings, maintenancePacks: 10 };
  for (const [first, write] of writes.entries()) {
    await writeCorpus(repository, [write], { batchSize: 1, first });
    await maintainRepository({ repository, settings, counters, log });
  }
  t.true(packsIn(repository.gitDir).length <= 10);
  t.true(counters.maintenances >= 10, `${counters.maintenances} maintenances`);
  t.is(runGit(repository.gitDir, ['rev-list', '--count', 'HEAD']), String(writes.length));
  t.regex(runGit(repository.gitDir, ['count-objects', '-v']), /^garbage: 0$/m);
  checkWithGit(repository.gitDir);
  const history = await git.log({ fs, gitdir: repository.gitDir, ref: 'main', depth: 3 });
  t.is(history[0]?.oid, repository.head ?? '');
});

test('packs that are kept, more of them than the limit, do not make every batch maintain', async (t) => {
  const repository = await makeRepository(t);
  const { gitDir } = repository;
  const counters = newCounters();
  const settings = { ...defaultSettings, maintenancePacks: 4 };
  const writeOne = (first: number) =>
    writeCorpus(repository, writes.slice(first, first + 1), { batchSize: 1, first });
  for (let first = 0; first < 5; first++) await writeOne(first);
  for (const file of packsIn(gitDir))
    fs.writeFileSync(`${gitDir}/objects/pack/${file.slice(0, -5)}.keep`, '');
  const done: number[] = [];
  for (let first = 5; first < 17; first++) {
    await writeOne(first);
    await maintainRepository({ repository, settings, counters, log });
    done.push(counters.maintenances);
  }
  // The five that are kept and the rest as one are left; then four more are waited for.
  t.deepEqual(done, [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  checkWithGit(gitDir);
});

test.serial('a crash at any point of it loses nothing, and the next one clears up', async (t) => {
  const repository = await makeRepository(t);
  const { gitDir } = repository;
  let next = 0;
  for (let crashAt = 1; ; crashAt++) {
    while (packsIn(gitDir).length < 3) {
      await writeCorpus(repository, writes.slice(next, next + 1), { batchSize: 1, first: next });
      next++;
    }
    const names = packsIn(gitDir).map((file) => file.slice(0, -'.pack'.length));
    let changes = 0;
    const crash = () => {
      if (++changes >= crashAt) throw new Error('crash');
    };
    const crashed = await withTracedFs(crash, () => consolidatePacks(gitDir, names)).then(
      () => false,
      () => true,
    );
    const { repository: recovered } = await recoverRepository(gitDir, repository.head);
    recovered.objects.close();
    repository.objects.refresh();
    checkWithGit(gitDir);
    if (!crashed) break;
  }
  t.is(packsIn(gitDir).length, 1);
});

test('a pack that an operator keeps stays', async (t) => {
  const repository = await makeRepository(t);
  const { gitDir } = repository;
  await writeCorpus(repository, writes.slice(0, 3), { batchSize: 1 });
  const names = packsIn(gitDir).map((file) => file.slice(0, -'.pack'.length));
  fs.writeFileSync(`${gitDir}/objects/pack/${names[0]}.keep`, 'kept by hand\n');
  await consolidatePacks(gitDir, names);
  t.is(packsIn(gitDir).length, 2);
  checkWithGit(gitDir);
});

test('a damaged pack is neither copied nor removed', async (t) => {
  const repository = await makeRepository(t);
  const { gitDir } = repository;
  await writeCorpus(repository, writes.slice(0, 3), { batchSize: 1 });
  const files = packsIn(gitDir);
  const path = `${gitDir}/objects/pack/${files[1]}`;
  const bytes = fs.readFileSync(path);
  bytes[30] = (bytes[30] ?? 0) ^ 1;
  fs.rmSync(path, { force: true });
  fs.writeFileSync(path, bytes);
  const names = files.map((file) => file.slice(0, -'.pack'.length));
  await t.throwsAsync(consolidatePacks(gitDir, names), { code: 'NETRAVEN_REPOSITORY_DAMAGED' });
  t.deepEqual(packsIn(gitDir), files);
  const counters = newCounters();
  await maintainRepository({
    repository,
    settings: { ...defaultSettings, maintenancePacks: 2 },
    counters,
    log,
  });
  t.is(counters.maintenances, 0);
  t.true(repository.maintenanceRestsUntilMs > performance.now());
});
