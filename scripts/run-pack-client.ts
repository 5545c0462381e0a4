import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packClient } from './pack-client.ts';
import { runProgram } from './run-program.ts';

/** Writes `netraven-client-<version>.tgz`, for `npm install FILE`. */
export async function runPackClient([target = 'dist']: readonly string[]): Promise<number> {
  const out = resolve(target);
  const folder = await mkdtemp(join(tmpdir(), 'netraven-client-'));
  try {
    await mkdir(out, { recursive: true });
    await packClient(folder);
    return await runProgram('npm', ['pack', folder, '--silent', '--pack-destination', out], {
      onLine: (line) => console.log(join(out, line)),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
