import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import test from 'ava';

/** Where Debian puts programs for administrators, besides `PATH`. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/lib/frr'];

/** Path of an installed program such as `git`, `sshd`, `vtysh` or `age`; undefined where it is missing. */
export function findTool(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * `test`, or `test.skip` where one of these programs is missing: `testWith('sshd', 'vtysh')('title', async (t) => …)`.
 * `npm test` installs them where it can, and says at the end which are missing.
 */
export function testWith(...tools: readonly string[]) {
  return tools.every((tool) => findTool(tool) !== undefined) ? test : test.skip;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
