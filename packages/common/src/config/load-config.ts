import { readFile } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { NetravenError } from '../errors.ts';
import { describeIssues } from '../message/parse-message.ts';
import { type Config, configSchema } from './config.ts';
import { environmentFields } from './environment-fields.ts';

export interface ConfigSources {
  /** A YAML file; absent: variables and defaults only. */
  readonly file?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * The configuration of this process: defaults, overlaid by the file, overlaid by `NETRAVEN_…` variables.
 * @throws NETRAVEN_CONFIG_INVALID naming each field, its rule and the value
 */
export async function loadConfig(sources: ConfigSources): Promise<Config> {
  return parseConfig(await readSettings(sources));
}

/** What an operator has set, nested as in the file, without defaults and not yet checked. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * The settings of the file, overlaid by `NETRAVEN_…` variables; for who has to know what was set and what was not.
 * @throws NETRAVEN_CONFIG_INVALID when the file cannot be read as YAML
 */
export async function readSettings({ file, environment = process.env }: ConfigSources): Promise<Settings> {
  return overlaySettings(
    file === undefined ? {} : await readYaml(file),
    environmentFields(configSchema, environment),
  );
}

/**
 * Fills in the defaults.
 * @throws NETRAVEN_CONFIG_INVALID naming each field, its rule and the value
 */
export function parseConfig(settings: Settings): Config {
  const result = configSchema.safeParse(settings);
  if (result.success) return result.data;
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    `configuration: ${describeIssues(result.error, settings)}`,
  );
}

/** Settings with others laid over them, field by field; a list is replaced as a whole. */
export function overlaySettings(base: Settings, over: unknown): Settings {
  return isMapping(over) ? (overlay(base, over) as Settings) : base;
}

async function readYaml(file: string): Promise<Record<string, unknown>> {
  const document = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `configuration file ${file}: ${cause.message}`, {
      cause,
    });
  });
  try {
    return z.record(z.string(), z.unknown()).parse(parse(document) ?? {});
  } catch (cause) {
    const reason =
      cause instanceof YAMLParseError ? cause.message.split('\n', 1)[0] : 'must be a mapping of settings';
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `configuration file ${file}: ${reason}`, { cause });
  }
}

function overlay(base: unknown, over: unknown): unknown {
  if (!isMapping(base) || !isMapping(over)) return over === undefined ? base : over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = overlay(base[key], value);
  return merged;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
