import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import git from 'isomorphic-git';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { fastImportStream } from '../helpers/fast-import.ts';
import { type CorpusWrite, firstWrites, makeChanges, makeCorpus } from '../helpers/make-corpus.ts';
import { checkWithGit, runGit } from '../helpers/run-git.ts';
import { FIRST_SECOND, IDENTITY, messageOf, writeCorpus } from '../helpers/write-corpus.ts';

const corpus = makeCorpus(7, 450);
const writes = [...firstWrites(corpus), ...makeChanges(8, corpus, 400), ...firstWrites(corpus.slice(0, 50))];

for (const batchSize of [1, 7, 500]) {
  test(`batches of ${batchSize} give the head of git fast-import and pass its strictest check`, async (t) => {
    const folder = await makeTempFolder(t);
    const { repository } = await recoverRepository(join(folder, 'configs.git'), null);
    await writeCorpus(repository, writes, { batchSize });
    repository.objects.close();

    const head = importWithGit(join(folder, 'imported.git'), writes);
    t.is(repository.head, head);
    t.is(runGit(repository.gitDir, ['rev-parse', 'HEAD']), head);
    t.is(runGit(repository.gitDir, ['rev-list', '--count', 'HEAD']), String(writes.length));
    checkWithGit(repository.gitDir);
  });
}

test('a batch that goes on from an opened repository gives the head of isomorphic-git plumbing', async (t) => {
  const folder = await makeTempFolder(t);
  const gitDir = join(folder, 'configs.git');
  const few = [...writes.slice(0, 30), ...makeChanges(9, corpus.slice(0, 30), 30)];
  for (const [first, part] of [
    [0, few.slice(0, 25)],
    [25, few.slice(25)],
  ] as const) {
    const { repository } = await recoverRepository(gitDir, null);
    await writeCorpus(repository, part, { batchSize: 10, first });
    repository.objects.close();
  }

  t.is(runGit(gitDir, ['rev-parse', 'HEAD']), await writeWithIsomorphicGit(join(folder, 'oracle.git'), few));
  checkWithGit(gitDir);
});

test('content that returns to an earlier state adds only a commit', async (t) => {
  const folder = await makeTempFolder(t);
  const { repository } = await recoverRepository(join(folder, 'configs.git'), null);
  const [a, b] = [writes[0], writes[1]].map((write) => write?.body ?? Buffer.alloc(0));
  const path = 'site/device.cfg';
  const states = [a, b, a].map((body) => ({ path, body: body ?? Buffer.alloc(0) }));
  await writeCorpus(repository, states, { batchSize: 1 });
  repository.objects.close();

  const counts = fs
    .readdirSync(`${repository.gitDir}/objects/pack`)
    .filter((file) => file.endsWith('.idx'))
    .map((file) =>
      runGit(repository.gitDir, ['show-index'], fs.readFileSync(`${repository.gitDir}/objects/pack/${file}`)),
    )
    .map((lines) => lines.split('\n').length)
    .sort();
  t.deepEqual(counts, [1, 4, 4]);
  checkWithGit(repository.gitDir);
});

test('files and folders that are gone leave no empty folder behind', async (t) => {
  const folder = await makeTempFolder(t);
  const { repository } = await recoverRepository(join(folder, 'configs.git'), null);
  const moved = [
    { path: 'a/one.cfg', body: Buffer.from('one\n') },
    { path: 'a.b/two.cfg', body: Buffer.from('two\n') },
    { path: 'a/deep/three.cfg', body: Buffer.from('three\n') },
  ];
  await writeCorpus(repository, moved, { batchSize: 3 });
  const { commitFiles } = await import('../../../packages/git-writer/src/commit/commit-files.ts');
  const { openBatch, publishBatch } = await import(
    '../../../packages/git-writer/src/commit/publish-batch.ts'
  );
  const batch = openBatch(repository, 1);
  const signature = { ...IDENTITY, seconds: FIRST_SECOND };
  commitFiles(repository, batch, {
    files: [{ path: 'b/one.cfg', body: Buffer.from('one\n'), compressible: true }],
    deletions: ['a/one.cfg', 'a/deep/three.cfg', 'nowhere/x.cfg'],
    author: signature,
    committer: signature,
    message: 'move\n',
  });
  await publishBatch(repository, batch);
  repository.objects.close();

  t.is(
    runGit(repository.gitDir, ['ls-tree', '-r', '-t', '--name-only', 'HEAD']),
    'a.b\na.b/two.cfg\nb\nb/one.cfg',
  );
  t.is(runGit(repository.gitDir, ['log', '-1', '--format=%ct']), String(FIRST_SECOND + 2));
  checkWithGit(repository.gitDir);
});

function importWithGit(gitDir: string, input: readonly CorpusWrite[]): string {
  execFileSync('git', ['init', '-q', '--bare', gitDir]);
  runGit(gitDir, ['fast-import', '--quiet'], fastImportStream(input));
  return runGit(gitDir, ['rev-parse', 'refs/heads/main']);
}

async function writeWithIsomorphicGit(gitdir: string, input: readonly CorpusWrite[]): Promise<string> {
  await git.init({ fs, gitdir, bare: true, defaultBranch: 'main' });
  const folders = new Map<string, Map<string, string>>();
  let head: string | undefined;
  for (const [index, { path, body }] of input.entries()) {
    const [site = '', file = ''] = path.split('/');
    const files = folders.get(site) ?? new Map<string, string>();
    folders.set(site, files.set(file, await git.writeBlob({ fs, gitdir, blob: body })));
    const siteTrees = [];
    for (const [name, entries] of folders) {
      const tree = [...entries].map(([entry, oid]) => ({
        mode: '100644',
        path: entry,
        oid,
        type: 'blob' as const,
      }));
      siteTrees.push({
        mode: '040000',
        path: name,
        oid: await git.writeTree({ fs, gitdir, tree }),
        type: 'tree' as const,
      });
    }
    const who = { ...IDENTITY, timestamp: FIRST_SECOND + index, timezoneOffset: 0 };
    const tree = await git.writeTree({ fs, gitdir, tree: siteTrees });
    const commit = {
      tree,
      parent: head ? [head] : [],
      author: who,
      committer: who,
      message: messageOf(path, index),
    };
    head = await git.writeCommit({ fs, gitdir, commit });
  }
  return head ?? '';
}
