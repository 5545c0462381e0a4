import { readFileSync } from 'node:fs';
import { recoverRepository } from '../../packages/git-writer/src/repository/recover-repository.ts';
import type { CorpusWrite } from '../../test/git-writer/helpers/make-corpus.ts';
import { writeCorpus } from '../../test/git-writer/helpers/write-corpus.ts';

/** Commits the input of one size and prints the CPU milliseconds of both parts and the head. */
const [folder = '', devices = '', batchSize = ''] = process.argv.slice(2);
const bodies = readFileSync(`${folder}/bodies`);
const index = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as [string, number][];
let offset = 0;
const writes = index.map(([path, length]): CorpusWrite => {
  offset += length;
  return { path, body: bodies.subarray(offset - length, offset) };
});
const { repository } = await recoverRepository(`${folder}/configs.git`, null);
const first = await measure(writes.slice(0, Number(devices)), 0);
const changes = await measure(writes.slice(Number(devices)), Number(devices));
repository.objects.close();
process.stdout.write(JSON.stringify({ first, changes, head: repository.head }));

async function measure(part: readonly CorpusWrite[], at: number): Promise<number> {
  const before = process.cpuUsage();
  await writeCorpus(repository, part, { batchSize: Number(batchSize), first: at });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
