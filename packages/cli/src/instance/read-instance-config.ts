import { type Config, parseConfig, readSettings } from '@netraven/common/config';
import { fileExists } from './file-exists.ts';
import { hasNatsUrl } from './find-target.ts';
import type { InstancePaths } from './instance-paths.ts';

/** What an operator has set for an instance. */
export interface InstanceConfig {
  readonly config: Config;
  /** A NATS server was named; else the instance brings its own. */
  readonly hasNats: boolean;
  /** PostgreSQL was named; else the instance brings its own. */
  readonly hasDatabase: boolean;
}

/** @throws NETRAVEN_CONFIG_INVALID naming each field, its rule and the value */
export async function readInstanceConfig(
  paths: InstancePaths,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<InstanceConfig> {
  const file = (await fileExists(paths.settings)) ? paths.settings : undefined;
  const settings = await readSettings({ file, environment });
  const config = parseConfig(settings);
  return { config, hasNats: hasNatsUrl(settings), hasDatabase: config.database.url !== undefined };
}
