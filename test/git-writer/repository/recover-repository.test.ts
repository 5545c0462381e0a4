import fs, {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import git from 'isomorphic-git';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import type { CorpusWrite } from '../helpers/make-corpus.ts';
import { checkWithGit, runGit } from '../helpers/run-git.ts';
import { writeCorpus } from '../helpers/write-corpus.ts';

/** A repository of three batches, one commit each; `heads` are theirs, oldest first. */
async function makeRepository(t: ExecutionContext<unknown>) {
  const gitDir = join(await makeTempFolder(t), 'configs.git');
  const { repository } = await recoverRepository(gitDir, null);
  const heads: [string, string, string] = ['', '', ''];
  for (const round of [0, 1, 2] as const) {
    await writeCorpus(repository, writesOf(round), { batchSize: 1, first: round });
    heads[round] = repository.head ?? '';
  }
  repository.objects.close();
  return { gitDir, heads, packs: () => readdirSync(`${gitDir}/objects/pack`).sort() };
}

const writesOf = (round: number): CorpusWrite[] => [
  { path: 'site/device.cfg', body: Buffer.from(`configuration ${round}\n`.repeat(20)) },
];

/** Recovers, writes one more commit and lets git check everything. */
async function recoverAndGoOn(gitDir: string, recorded: string | null) {
  const { repository, report } = await recoverRepository(gitDir, recorded);
  const { head } = repository;
  await writeCorpus(repository, writesOf(7), { batchSize: 1, first: 7 });
  repository.objects.close();
  checkWithGit(gitDir);
  return { head, report };
}

/** The pack that holds an object. */
function packOf(gitDir: string, object: string): string {
  const folder = `${gitDir}/objects/pack`;
  const index = readdirSync(folder).find(
    (file) => file.endsWith('.idx') && readFileSync(`${folder}/${file}`).includes(Buffer.from(object, 'hex')),
  );
  return `${folder}/${index?.slice(0, -'.idx'.length)}`;
}

test('a new repository is bare, points to main and lets nothing repack it', async (t) => {
  const gitDir = join(await makeTempFolder(t), 'configs.git');
  const { repository, report } = await recoverRepository(gitDir, null);
  repository.objects.close();
  t.is(repository.head, null);
  t.deepEqual(report, {
    locks: 0,
    temporaryFiles: 0,
    emptyObjects: 0,
    quarantinedPacks: [],
    branchRewritten: false,
  });
  t.is(runGit(gitDir, ['symbolic-ref', 'HEAD']), 'refs/heads/main');
  t.deepEqual(
    ['core.bare', 'gc.auto', 'gc.packRefs', 'maintenance.auto', 'pack.packSizeLimit'].map((key) =>
      runGit(gitDir, ['config', key]),
    ),
    ['true', '0', 'false', 'false', '1g'],
  );
  await recoverAndGoOn(gitDir, null);
});

test('a creation that was interrupted is completed', async (t) => {
  const gitDir = join(await makeTempFolder(t), 'configs.git');
  mkdirSync(`${gitDir}/objects`, { recursive: true });
  writeFileSync(`${gitDir}/config`, '[core]\n\trepositoryforma');
  const { head } = await recoverAndGoOn(gitDir, null);
  t.is(head, null);
  t.is(runGit(gitDir, ['config', 'core.bare']), 'true');
});

test('what a killed writer leaves behind is removed', async (t) => {
  const { gitDir, heads, packs } = await makeRepository(t);
  const before = packs();
  writeFileSync(`${gitDir}/refs/heads/main.lock`, '');
  writeFileSync(`${gitDir}/packed-refs.lock`, '');
  writeFileSync(`${gitDir}/objects/pack/tmp_pack-0123_7.pack`, 'torn');
  writeFileSync(`${gitDir}/objects/pack/tmp_pack-0123_7.keep`, 'netraven batch\n');
  writeFileSync(`${gitDir}/objects/pack/.tmp-99-pack-0123.idx`, 'torn');
  writeFileSync(`${packOf(gitDir, heads[2])}.keep`, 'netraven batch\n');
  writeFileSync(`${packOf(gitDir, heads[1])}.keep`, '');
  mkdirSync(`${gitDir}/objects/ab`);
  writeFileSync(`${gitDir}/objects/ab/${'0'.repeat(38)}`, '');
  const { head, report } = await recoverAndGoOn(gitDir, heads[2]);
  t.is(head, heads[2]);
  t.deepEqual(report, {
    locks: 2,
    temporaryFiles: 3,
    emptyObjects: 1,
    quarantinedPacks: [],
    branchRewritten: false,
  });
  t.deepEqual(
    packs().filter((file) => file.endsWith('.keep')),
    [`${packOf(gitDir, heads[1]).split('/').at(-1)}.keep`],
    'a .keep of the operator stays',
  );
  t.true(before.every((file) => packs().includes(file)));
});

for (const [what, damage] of [
  ['without an index', (pack: string) => rmSync(`${pack}.idx`, { force: true })],
  ['cut short', (pack: string) => truncateSync(`${pack}.pack`, 40)],
  ['longer than it was', (pack: string) => appendFileSync(`${pack}.pack`, 'x')],
  ['with an index cut short', (pack: string) => truncateSync(`${pack}.idx`, 900)],
  ['with a bit turned', (pack: string) => turnBit(`${pack}.pack`, 20)],
  ['with a bit turned in its index', (pack: string) => turnBit(`${pack}.idx`, 1100)],
] as const) {
  test(`a pack ${what} that nobody was promised is put aside, and the batch before stands`, async (t) => {
    const { gitDir, heads } = await makeRepository(t);
    const pack = packOf(gitDir, heads[2]);
    writeFileSync(`${gitDir}/refs/heads/main`, `${heads[1]}\n`);
    damage(pack);
    const { head, report } = await recoverAndGoOn(gitDir, heads[1]);
    t.is(head, heads[1]);
    t.deepEqual(report.quarantinedPacks, [pack.split('/').at(-1)]);
    t.true(existsSync(`${gitDir}/netraven-quarantine`));
  });
}

test('an empty branch file is written again from the head the database recorded', async (t) => {
  const { gitDir, heads } = await makeRepository(t);
  truncateSync(`${gitDir}/refs/heads/main`, 0);
  const { head, report } = await recoverAndGoOn(gitDir, heads[2]);
  t.is(head, heads[2]);
  t.true(report.branchRewritten);
});

test('a branch that fell back behind the recorded head is brought forward', async (t) => {
  const { gitDir, heads } = await makeRepository(t);
  writeFileSync(`${gitDir}/refs/heads/main`, `${heads[0]}\n`);
  t.is((await recoverAndGoOn(gitDir, heads[2])).head, heads[2]);
});

test('a branch that stands in packed-refs alone is found, as after git clone', async (t) => {
  const { gitDir, heads } = await makeRepository(t);
  runGit(gitDir, ['pack-refs', '--all']);
  t.false(existsSync(`${gitDir}/refs/heads/main`));
  t.is((await recoverAndGoOn(gitDir, heads[2])).head, heads[2]);
});

test('a history that stock git has repacked, or stores in loose objects, is gone on from', async (t) => {
  const { gitDir, heads, packs } = await makeRepository(t);
  runGit(gitDir, ['repack', '-a', '-d', '-f', '-q', '--depth=50']);
  t.is((await recoverAndGoOn(gitDir, heads[2])).head, heads[2]);
  for (const file of packs().filter((name) => name.endsWith('.pack'))) {
    const path = `${gitDir}/${file}`;
    renameSync(`${gitDir}/objects/pack/${file}`, path);
    rmSync(`${gitDir}/objects/pack/${file.replace('.pack', '.idx')}`);
    runGit(gitDir, ['unpack-objects', '-q'], readFileSync(path));
    rmSync(path);
  }
  await t.notThrowsAsync(recoverAndGoOn(gitDir, heads[2]));
});

for (const [what, damage] of [
  ['gone', (gitDir: string) => rmSync(gitDir, { recursive: true })],
  ['emptied', (gitDir: string) => rmSync(`${gitDir}/objects/pack`, { recursive: true })],
  ['restored from an old backup', () => undefined],
] as const) {
  test(`a repository that is ${what} is never begun anew where commits were promised`, async (t) => {
    const { gitDir, heads } = await makeRepository(t);
    const promised = what === 'restored from an old backup' ? 'f'.repeat(40) : heads[2];
    damage(gitDir);
    await t.throwsAsync(recoverRepository(gitDir, promised), { code: 'NETRAVEN_REPOSITORY_DAMAGED' });
    if (what === 'gone') t.false(existsSync(gitDir));
    else await t.throwsAsync(recoverRepository(gitDir, promised), { code: 'NETRAVEN_REPOSITORY_DAMAGED' });
  });
}

test('an empty branch without anything to go on from is no new repository', async (t) => {
  const { gitDir } = await makeRepository(t);
  truncateSync(`${gitDir}/refs/heads/main`, 0);
  await t.throwsAsync(recoverRepository(gitDir, null), {
    code: 'NETRAVEN_REPOSITORY_DAMAGED',
    message: /empty: no commit id/,
  });
});

test('a head whose trees are not all there is not gone on from', async (t) => {
  const { gitDir, heads } = await makeRepository(t);
  const pack = packOf(gitDir, heads[2]);
  for (const extension of ['pack', 'idx']) rmSync(`${pack}.${extension}`, { force: true });
  await t.throwsAsync(recoverRepository(gitDir, heads[2]), { code: 'NETRAVEN_REPOSITORY_DAMAGED' });
});

test('isomorphic-git reads what was written', async (t) => {
  const { gitDir, heads } = await makeRepository(t);
  const log = await git.log({ fs, gitdir: gitDir, ref: 'main' });
  t.deepEqual(log.map(({ oid }) => oid).reverse(), heads);
  const { blob } = await git.readBlob({
    fs,
    gitdir: gitDir,
    oid: heads[1],
    filepath: 'site/device.cfg',
  });
  t.true(Buffer.from(blob).equals(writesOf(1)[0]?.body ?? Buffer.alloc(0)));
});

function turnBit(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  rmSync(path, { force: true });
  writeFileSync(path, bytes);
}
