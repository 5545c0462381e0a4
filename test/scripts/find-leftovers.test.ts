import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import test from 'ava';
import { findLeftovers } from '../../scripts/find-leftovers.ts';

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a process that a test run started and did not end is found, with its command line', async (t) => {
  const run = randomUUID();
  const child = spawn('sleep', ['600'], { env: { ...process.env, NETRAVEN_TEST_RUN: run }, stdio: 'ignore' });
  await once(child, 'spawn');
  t.deepEqual(await findLeftovers(run, 0), [{ pid: child.pid ?? 0, commandLine: 'sleep 600' }]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  t.deepEqual(await findLeftovers(run), []);
});
