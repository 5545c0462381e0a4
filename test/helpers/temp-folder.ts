import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** A folder for one test: removed afterwards, kept and named in the output when the test fails. */
export async function makeTempFolder(t: ExecutionContext<unknown>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'netraven-test-'));
  t.teardown(async () => {
    if (t.passed) await rm(folder, { recursive: true, force: true });
    else t.log(`kept for inspection: ${folder}`);
  });
  return folder;
}
