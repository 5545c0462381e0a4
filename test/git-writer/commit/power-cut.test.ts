import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import type { Repository } from '../../../packages/git-writer/src/repository/repository.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import type { CorpusWrite } from '../helpers/make-corpus.ts';
import { checkWithGit } from '../helpers/run-git.ts';
import { type Operation, powerCutStates, withTracedFs } from '../helpers/traced-fs.ts';
import { writeCorpus } from '../helpers/write-corpus.ts';

/** Two batches: the first stands, the power fails during the second. */
interface Publication {
  readonly before: string;
  readonly workFolder: string;
  readonly source: string;
  readonly trace: readonly Operation[];
  readonly oldHead: string | null;
  readonly newHead: string | null;
}

test.serial(
  'a power cut at any point leaves the old head or the new one, and never loses an acknowledged batch',
  async (t) => {
    const publication = await tracePublication(t);
    const { trace, oldHead, newHead } = publication;
    let states = 0;
    for (let length = 0; length <= trace.length; length++) {
      for (const apply of powerCutStates(trace.slice(0, length))) {
        states++;
        const { repository, head } = await recoverAfter(publication, apply);
        const allowed = length === trace.length ? [newHead] : [oldHead, newHead];
        t.true(allowed.includes(head), `state ${states}: ${head}`);
        await writeCorpus(repository, writesOf(2), { batchSize: 3, first: 3 });
        await writeCorpus(repository, writesOf(3), { batchSize: 3, first: 6 });
        repository.objects.close();
        checkWithGit(publication.workFolder);
      }
    }
    t.true(states > 50, `${states} states`);
  },
);

test.serial('the same search finds the damage when nothing is synced', async (t) => {
  const publication = await tracePublication(t);
  const unsynced = publication.trace.filter(({ kind }) => kind !== 'sync');
  let damaged = 0;
  for (const apply of powerCutStates(unsynced)) {
    const found = await recoverAfter(publication, apply).catch(() => null);
    found?.repository.objects.close();
    if (found?.head !== publication.newHead) damaged++;
    if (damaged > 3) break;
  }
  t.true(damaged > 3);
});

async function tracePublication(t: ExecutionContext<unknown>): Promise<Publication> {
  const folder = await makeTempFolder(t);
  const source = join(folder, 'configs.git');
  const { repository } = await recoverRepository(source, null);
  await writeCorpus(repository, writesOf(1), { batchSize: 3 });
  const oldHead = repository.head;
  const before = join(folder, 'before.git');
  cpSync(source, before, { recursive: true });
  const trace: Operation[] = [];
  await withTracedFs(
    (operation) => trace.push(operation),
    () => writeCorpus(repository, writesOf(2), { batchSize: 3, first: 3 }),
  );
  repository.objects.close();
  return { before, workFolder: join(folder, 'work.git'), source, trace, oldHead, newHead: repository.head };
}

async function recoverAfter(
  { before, workFolder, source }: Publication,
  apply: (move: (path: string) => string) => void,
): Promise<{ repository: Repository; head: string | null }> {
  rmSync(workFolder, { recursive: true, force: true });
  cpSync(before, workFolder, { recursive: true });
  apply((path) => path.replace(source, workFolder));
  const { repository } = await recoverRepository(workFolder, null);
  return { repository, head: repository.head };
}

function writesOf(round: number): CorpusWrite[] {
  return [0, 1, 2].map((index) => ({
    path: `site-${index}/device-${index}.cfg`,
    body: Buffer.from(`content ${round} ${index}\n`.repeat(50)),
  }));
}
