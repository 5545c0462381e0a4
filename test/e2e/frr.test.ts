import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTool } from '../helpers/find-tool.ts';
import { startFrr, testWithFrr } from '../helpers/start-frr.ts';
import { startInstance } from '../helpers/start-instance.ts';

const run = promisify(execFile);

const CONFIG = `password unlock-me
router bgp 65001
 neighbor 192.0.2.7 remote-as 65002
 neighbor 192.0.2.7 password s3same-bgp
exit
ip route 198.51.100.0/24 Null0
`;

interface Backup {
  readonly status: string;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tasks: readonly { readonly commit: string | null }[];
}

testWithFrr('a change typed into FRRouting becomes the right diff and one commit', async (t) => {
  await using frr = await startFrr(CONFIG);
  await using instance = await startInstance();
  const added = await instance.netraven([
    'device',
    'add',
    'core-1',
    '--host',
    frr.host,
    '--port',
    String(frr.port),
    '--platform',
    'frr',
  ]);
  t.is(added.code, 0, added.stderr);
  const credential = ['credential', 'add', 'frr', '--username', frr.username, '--password-stdin'];
  t.is((await instance.netraven(credential, `${frr.password}\n`)).code, 0);

  const first = await instance.json<Backup>(['backup', 'core-1']);
  t.deepEqual([first.status, first.outcomes], ['COMPLETED_SUCCESS', { changed: 1 }]);
  await frr.vtysh('configure terminal', 'ip route 203.0.113.0/24 Null0', 'end');
  const second = await instance.json<Backup>(['backup', 'core-1']);
  t.deepEqual(second.outcomes, { changed: 1 });
  const third = await instance.json<Backup>(['backup', 'core-1']);
  t.deepEqual(third.outcomes, { unchanged: 1 });

  const { stdout: diff } = await instance.netraven(['config', 'diff', 'core-1']);
  const changed = diff.split('\n').filter((line) => /^[+-](?![+-])/.test(line));
  t.deepEqual(changed, ['+ip route 203.0.113.0/24 Null0']);

  const { stdout: shown } = await instance.netraven(['config', 'show', 'core-1']);
  t.regex(shown, /^ neighbor 192\.0\.2\.7 password <secret:[^>]+>$/m);
  t.false(shown.includes('s3same-bgp'));

  if (findTool('git') === undefined) return;
  const git = async (...args: string[]) =>
    (await run('git', ['-C', join(instance.dir, 'configs.git'), ...args])).stdout;
  await git('fsck', '--full', '--strict');
  const commits = (await git('log', '--format=%H', '--', 'default/core-1.cfg')).trim().split('\n');
  t.deepEqual(commits, [second.tasks[0]?.commit, first.tasks[0]?.commit]);
  t.is(await git('show', 'main:default/core-1.cfg'), shown);
  t.regex(await git('log', '-1', '--format=%B'), /^Device: core-1$/m);
});
