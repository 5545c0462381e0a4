import { writeFileSync } from 'node:fs';
import { fastImportStream } from '../../test/git-writer/helpers/fast-import.ts';
import { firstWrites, makeChanges, makeCorpus } from '../../test/git-writer/helpers/make-corpus.ts';

/**
 * Writes the input of one size: the bodies one after the other, their paths and lengths, and the same as two streams
 * for `git fast-import`. A process of its own, so that its heap weighs on no measurement.
 */
const [folder = '', devices = '', changes = ''] = process.argv.slice(2);
const corpus = makeCorpus(1, Number(devices));
const first = firstWrites(corpus);
const then = makeChanges(2, corpus, Number(changes));
const all = [...first, ...then];
writeFileSync(`${folder}/bodies`, Buffer.concat(all.map(({ body }) => body)));
writeFileSync(`${folder}/index.json`, JSON.stringify(all.map(({ path, body }) => [path, body.length])));
writeFileSync(`${folder}/first.stream`, fastImportStream(first));
writeFileSync(
  `${folder}/changes.stream`,
  fastImportStream(then, { first: first.length, parent: 'refs/heads/main^0' }),
);
