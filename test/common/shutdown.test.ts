import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import test from 'ava';

const program = `
  import { openLog, shutdownSignal } from '@netraven/common';
  shutdownSignal(openLog('test', 'silent'), 60_000);
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name));
  setInterval(() => undefined, 60_000);
  console.log('up');`;

test('a stop that is asked for twice goes on, until Ctrl-C ends it', async (t) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    child.kill(lines.length < 3 ? 'SIGTERM' : 'SIGINT');
  }
  t.deepEqual(lines, ['up', 'SIGTERM', 'SIGTERM']);
  t.deepEqual(await ended, [130, null]);
});
