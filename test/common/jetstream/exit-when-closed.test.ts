import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';

/** A service whose connection closes, before or after it was asked to stop; its exit code. */
async function exitCode(isStopping: boolean): Promise<number> {
  const program = `
    import { openLog } from '@netraven/common';
    import { exitWhenClosed } from '@netraven/common/jetstream';
    const stopping = new AbortController();
    const { promise, resolve } = Promise.withResolvers();
    exitWhenClosed({ closed: () => promise }, openLog('test', 'silent'), stopping.signal);
    ${isStopping ? 'stopping.abort();' : ''}
    resolve();
    setTimeout(() => process.exit(0), 100);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return Number(code);
}

test('a service whose connection is closed for good ends with 1, unless it is stopping', async (t) => {
  t.is(await exitCode(false), 1);
  t.is(await exitCode(true), 0);
});
