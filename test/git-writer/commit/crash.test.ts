import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { recoverRepository } from '../../../packages/git-writer/src/repository/recover-repository.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { checkWithGit, runGit } from '../helpers/run-git.ts';

const child = fileURLToPath(new URL('../helpers/commit-child.ts', import.meta.url));

function runChild(...args: readonly string[]) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [child, ...args], {
    encoding: 'utf8',
  });
  return { status, signal, stderr, heads: stdout.split('\n').filter((line) => line !== '') };
}

test('kill -9 before each change of the file system loses no acknowledged commit and leaves nothing that is not healed', async (t) => {
  const folder = await makeTempFolder(t);
  const gitDir = join(folder, 'configs.git');
  let kills = 0;
  for (let killAt = 1; ; killAt++) {
    const { signal, status, heads, stderr } = runChild(gitDir, String(killAt), '2', String(killAt));
    if (signal === null) {
      t.is(status, 0, stderr);
      break;
    }
    kills++;
    const { repository } = await recoverRepository(gitDir, null);
    const history = runGit(gitDir, ['rev-list', '--all']).split('\n');
    repository.objects.close();
    t.deepEqual(
      heads.filter((head) => !history.includes(head)),
      [],
      `after change ${killAt}`,
    );
    checkWithGit(gitDir);
  }
  t.true(kills >= 30, `${kills} kills`);
  t.regex(runGit(gitDir, ['count-objects', '-v']), /^garbage: 0$/m);
});

/** A file system of its own, so small that it is soon full; not every container lets a process mount one. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/tmp']).status === 0;
const testWithMount = canMount ? test : test.skip;

testWithMount(
  'a full disk fails the batch, keeps the head of the last acknowledged one, and heals when there is room',
  async (t) => {
    const folder = await makeTempFolder(t);
    const script = `
    mount -t tmpfs -o size=1500k none "$0"
    "$1" "$2" "$0/configs.git" 0 40 > "$0.heads" 2> "$0.error"
    mount -o remount,size=20m "$0"
    git --git-dir "$0/configs.git" fsck --full --strict --no-dangling || exit 3
    git --git-dir "$0/configs.git" rev-parse HEAD
    "$1" "$2" "$0/configs.git" 0 1 2 || exit 4
    git --git-dir "$0/configs.git" fsck --full --strict --no-dangling || exit 5`;
    const full = spawnSync('unshare', ['-rm', 'sh', '-c', script, folder, process.execPath, child], {
      encoding: 'utf8',
    });
    t.is(full.status, 0, full.stderr);
    t.regex(readFileSync(`${folder}.error`, 'utf8'), /NETRAVEN_REPOSITORY_WRITE.*ENOSPC|ENOSPC/s);
    t.is(full.stdout.split('\n')[0], readFileSync(`${folder}.heads`, 'utf8').trim().split('\n').at(-1));
    for (const ending of ['heads', 'error']) rmSync(`${folder}.${ending}`);
  },
);
