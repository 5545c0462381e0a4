import { loadPlatforms } from '@netraven/common/platform';
import type { CommandContext } from '../command/command-context.ts';
import { inInstance } from './instance-paths.ts';
import { readInstanceConfig } from './read-instance-config.ts';

/** Adds the platforms of the instance's `platforms.folder`, where one is set, to those that are built in. */
export async function addOperatorPlatforms({ paths, environment }: CommandContext): Promise<void> {
  const { platforms } = (await readInstanceConfig(paths, environment)).config;
  if (platforms.folder !== undefined) await loadPlatforms(inInstance(paths, platforms.folder));
}
