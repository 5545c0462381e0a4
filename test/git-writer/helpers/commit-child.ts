import { writeSync } from 'node:fs';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import { firstWrites, makeCorpus } from './make-corpus.ts';
import { withTracedFs } from './traced-fs.ts';
import { writeCorpus } from './write-corpus.ts';

/**
 * A process that recovers a repository and writes batches to it, printing each head once it is durable. It kills
 * itself with SIGKILL before the change number `killAt` of the file system; 0: never.
 */
const [gitDir = '', killAt = '0', batches = '2', seed = '1'] = process.argv.slice(2);
const { repository } = await recoverRepository(gitDir, null);
const corpus = firstWrites(makeCorpus(Number(seed), Number(batches) * 5));
let changes = 0;
const countDown = () => {
  changes++;
  if (changes === Number(killAt)) process.kill(process.pid, 'SIGKILL');
};
await withTracedFs(countDown, async () => {
  for (let start = 0; start < corpus.length; start += 5) {
    await writeCorpus(repository, corpus.slice(start, start + 5), { batchSize: 5, first: start });
    writeSync(1, Buffer.from(`${repository.head}\n`));
  }
});
