import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { generatedDocs } from '../../scripts/generated-docs.ts';

const root = join(import.meta.dirname, '../..');

for (const [path, content] of generatedDocs()) {
  test(`${path} says what the code says`, async (t) => {
    t.is(await readFile(join(root, path), 'utf8'), content, 'run: node scripts/write-docs.ts');
  });
}
