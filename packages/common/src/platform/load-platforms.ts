import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { NetravenError } from '../errors.ts';
import { describeIssues } from '../message/parse-message.ts';
import { addPlatforms } from './find-platform.ts';
import { type Platform, platformSchema } from './platform.ts';

/**
 * Reads the operator's platforms, one in each `*.yaml` or `*.yml` of the folder, and adds them over the built-in
 * ones for this process.
 * @throws NETRAVEN_CONFIG_INVALID naming file, field, rule and value; nothing is added then
 */
export async function loadPlatforms(folder: string): Promise<Platform[]> {
  const files = (await list(folder)).filter((name) => /\.ya?ml$/i.test(name)).sort();
  const loaded = await Promise.all(
    files.map(async (name) => parsePlatform(name, await readFile(join(folder, name), 'utf8'))),
  );
  addPlatforms(loaded);
  return loaded;
}

/**
 * One platform written as YAML.
 * @param file named in errors
 * @throws NETRAVEN_CONFIG_INVALID naming file, field, rule and value
 */
export function parsePlatform(file: string, yaml: string): Platform {
  let value: unknown;
  try {
    value = parse(yaml);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `platform file ${file}: not YAML: ${reason}`, {
      cause,
    });
  }
  const result = platformSchema.safeParse(value);
  if (result.success) return result.data;
  const issues = describeIssues(result.error, value, null);
  throw new NetravenError('NETRAVEN_CONFIG_INVALID', `platform file ${file}: ${issues}`, {
    hint: 'Correct the named field; docs/platforms.md lists them all.',
  });
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `platforms.folder: ${folder} cannot be read`, {
      cause,
    });
  }
}
