import { resolve } from 'node:path';
import { parseConfig, readSettings } from '@netraven/common/config';
import { loadPlatforms } from '@netraven/common/platform';
import type { CommandContext } from '../command/command-context.ts';
import { fileExists } from './file-exists.ts';

/** Adds the platforms of the instance's `platforms.folder`, where one is set, to those that are built in. */
export async function addOperatorPlatforms({ paths, environment }: CommandContext): Promise<void> {
  const file = (await fileExists(paths.settings)) ? paths.settings : undefined;
  const { platforms } = parseConfig(await readSettings({ file, environment }));
  if (platforms.folder !== undefined) await loadPlatforms(resolve(paths.dir, platforms.folder));
}
