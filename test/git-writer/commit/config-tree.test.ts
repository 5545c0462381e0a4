import { join } from 'node:path';
import test from 'ava';
import { ConfigTree } from '../../../packages/git-writer/src/commit/config-tree.ts';
import { applyDelta, encodeDelta } from '../../../packages/git-writer/src/pack/delta.ts';
import { objectId } from '../../../packages/git-writer/src/pack/object-id.ts';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { seededRandom } from '../helpers/random.ts';
import { runGit } from '../helpers/run-git.ts';

test('after any changes the tree has the id that git gives the same files', async (t) => {
  const folder = await makeTempFolder(t);
  const { repository } = await recoverRepository(join(folder, 'oracle.git'), null);
  const random = seededRandom(11);
  const any = (limit: number) => Math.floor(random() * limit);
  // Names around the characters that git orders folders by: '-' and '.' stand before '/', '0' after it.
  const names = ['a', 'a-b', 'a.b', 'a0', 'a.cfg', 'b'];
  const tree = new ConfigTree();
  const files = new Map<string, Buffer>();
  const bodies = new Map<string, Buffer>();
  for (let round = 0; round < 60; round++) {
    for (let edit = 0; edit <= any(4); edit++) {
      const path = `${names[any(6)]}/${names[any(6)]}x/${names[any(6)]}.cfg`;
      if (any(3) === 0) {
        tree.delete(path);
        files.delete(path);
      } else {
        const id = objectId('blob', Buffer.from(String(any(50))));
        tree.set(path, id);
        files.set(path, id);
      }
    }
    const root = tree.store((directory) => {
      checkChangedRange(directory, bodies);
      const id = objectId('tree', directory.bytes);
      bodies.set(
        `${directory.depth}/${directory.name}/${directory.parent?.name}`,
        Buffer.from(directory.bytes),
      );
      directory.markPacked({ batch: 1, offset: 12, length: directory.bytes.length, depth: 0 });
      return id;
    });
    const index = [...files].map(([path, id]) => `100644 ${id.toString('hex')}\t${path}\n`).join('');
    runGit(repository.gitDir, ['read-tree', '--empty']);
    runGit(repository.gitDir, ['update-index', '--index-info'], index);
    t.is(root.toString('hex'), runGit(repository.gitDir, ['write-tree', '--missing-ok']), `round ${round}`);
  }
  repository.objects.close();

  function checkChangedRange(
    directory: Parameters<Parameters<ConfigTree['store']>[0]>[0],
    before: Map<string, Buffer>,
  ) {
    const base = before.get(`${directory.depth}/${directory.name}/${directory.parent?.name}`);
    if (!base || !directory.packedForm || !directory.changed) return;
    const delta = encodeDelta({ baseLength: base.length, result: directory.bytes, ...directory.changed });
    t.true(applyDelta(base, delta).equals(directory.bytes), 'the changed range covers every change');
  }
});

test('a tree that is loaded is the one that was stored', (t) => {
  const stored = new Map<string, Buffer>();
  const tree = new ConfigTree();
  for (const path of ['a/b.cfg', 'a/c.cfg', 'd/e/f.cfg']) tree.set(path, objectId('blob', Buffer.from(path)));
  const root = tree.store((directory) => {
    const id = objectId('tree', directory.bytes);
    stored.set(id.toString('hex'), Buffer.from(directory.bytes));
    return id;
  });
  const loaded = ConfigTree.load(root, (id) => stored.get(id.toString('hex')) ?? Buffer.alloc(0));
  t.deepEqual(loaded.idOf('d/e/f.cfg'), tree.idOf('d/e/f.cfg'));
  t.is(loaded.idOf('d/e'), undefined);
  t.is(loaded.idOf('nowhere/f.cfg'), undefined);
  t.throws(() => ConfigTree.load(root, () => Buffer.from('no tree')), { instanceOf: RangeError });
});
