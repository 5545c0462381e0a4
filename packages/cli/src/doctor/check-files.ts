import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { type Check, fail, ok, warn } from './check.ts';

const GROUP_AND_OTHERS = 0o077;
const LITTLE_SPACE = 0.05;

/** What can be seen in the folder whether the instance runs or not: keys, their permissions, space on the disk. */
export async function checkFiles(paths: InstancePaths): Promise<Check[]> {
  const folder = await stat(paths.dir).catch(() => undefined);
  if (!folder) return [];
  return [await checkPermissions(paths), await checkSpace(paths.dir), ...(await checkIdentity(paths))];
}

/** Key files and others with secrets that not only their owner may read. */
export async function openFiles(paths: InstancePaths): Promise<string[]> {
  const keys = await readdir(paths.keys).catch(() => []);
  const roles = (await readdir(paths.run).catch(() => [])).filter((name) => name.endsWith('.yaml'));
  const secret = [
    ...keys.map((name) => join(paths.keys, name)),
    ...roles.map((name) => join(paths.run, name)),
    paths.endpoint,
    paths.operatorIdentity,
  ];
  const open: string[] = [];
  for (const file of secret) {
    const found = await stat(file).catch(() => undefined);
    if (found && (found.mode & GROUP_AND_OTHERS) !== 0) open.push(file);
  }
  return open;
}

async function checkPermissions(paths: InstancePaths): Promise<Check> {
  const keys = await readdir(paths.keys).catch(() => []);
  const open = await openFiles(paths);
  if (open.length > 0) {
    return fail(
      'keys',
      `others may read ${open.join(', ')}`,
      `chmod 600 ${open.join(' ')}; think of new keys.`,
    );
  }
  return keys.length > 0
    ? ok('keys', `${keys.length}, readable by their owner only`)
    : ok('keys', 'none here');
}

async function checkSpace(dir: string): Promise<Check> {
  const { bavail, blocks, bsize } = await statfs(dir);
  const free = `${Math.round((bavail * bsize) / 1024 ** 3)} GiB free`;
  if (bavail >= blocks * LITTLE_SPACE) return ok('disk', free);
  return warn(
    'disk',
    `${free}, less than ${100 * LITTLE_SPACE} %`,
    'Make room: a full disk stops all backups.',
  );
}

async function checkIdentity(paths: InstancePaths): Promise<Check[]> {
  const isHere = await stat(paths.operatorIdentity).then(
    () => true,
    () => false,
  );
  if (!isHere) return [];
  return [
    warn(
      'operator key',
      `the private key of the operators is still in ${paths.operatorIdentity}`,
      'Move it off this machine: whoever takes the machine could open every sealed original.',
    ),
  ];
}
