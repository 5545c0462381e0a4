import { spawnSync } from 'node:child_process';
import { waitAtMost } from '@netraven/common';
import test from 'ava';

test('a wait whose work is done does not keep the process alive', (t) => {
  const program = `
    import { waitAtMost } from '@netraven/common';
    await waitAtMost(3_600_000, Promise.resolve());
    await waitAtMost(3_600_000, Promise.reject(new Error('broken'))).catch(({ message }) => console.log(message));
    console.log(process.getActiveResourcesInfo().includes('Timeout'));
    process.exit();`;
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  t.is(ended.stdout, 'broken\nfalse\n');
});

test('a wait ends without its work, and fails with it', async (t) => {
  await t.notThrowsAsync(waitAtMost(1, new Promise<void>(() => undefined)));
  await t.throwsAsync(waitAtMost(1, Promise.reject(new Error('broken'))), { message: 'broken' });
});
