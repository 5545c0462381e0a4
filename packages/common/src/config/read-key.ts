import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NetravenError } from '../errors.ts';
import { Secret } from '../secret.ts';
import { SECOND } from '../time.ts';
import type { Config } from './config.ts';
import { readKeyFile } from './read-key-file.ts';

const run = promisify(execFile);
const COMMAND_LIMIT_MS = 30 * SECOND;
const MOST_BYTES = 64 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a key comes from: one of a file that others cannot read, what a command prints, or a variable. */
export interface KeySource {
  /** Of the settings, for messages: `secrets.identity`. */
  readonly field: string;
  readonly file: string | undefined;
  /** Run by the shell; its standard output is the key. */
  readonly command: string | undefined;
  /** Name of a variable, which wins over the settings. */
  readonly variable: string;
}

export function siteIdentitySource({ identityFile, identityCommand }: Config['secrets']): KeySource {
  return {
    field: 'secrets.identity',
    file: identityFile,
    command: identityCommand,
    variable: 'NETRAVEN_SECRETS_IDENTITY',
  };
}

export function fingerprintKeySource(secrets: Config['secrets']): KeySource {
  return {
    field: 'secrets.fingerprintKey',
    file: secrets.fingerprintKeyFile,
    command: secrets.fingerprintKeyCommand,
    variable: 'NETRAVEN_SECRETS_FINGERPRINT_KEY',
  };
}

/** Whether an operator named a source; else the instance uses a file of its own. */
export function hasKeySource({ file, command, variable }: KeySource, environment: Environment): boolean {
  return file !== undefined || command !== undefined || Boolean(environment[variable]);
}

/**
 * Reads a key from where the operator keeps it. Nothing of it is in an error.
 * @throws NETRAVEN_CONFIG_INVALID when no source or two are named, or the source gives nothing;
 *   NETRAVEN_CONFIG_PERMISSIONS when others may read the file
 */
export async function readKey(source: KeySource, environment: Environment): Promise<Secret> {
  const { field, file, command, variable } = source;
  const value = environment[variable];
  if (value) return new Secret(value.trim());
  if (file !== undefined && command !== undefined)
    throw new NetravenError(
      'NETRAVEN_CONFIG_INVALID',
      `${field}: expected ${field}File or ${field}Command, got both`,
    );
  if (command !== undefined) return readFromCommand(`${field}Command`, command);
  if (file !== undefined) return readKeyFile(`${field}File`, file);
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    `${field}: expected ${field}File, ${field}Command or ${variable}, got nothing`,
  );
}

async function readFromCommand(field: string, command: string): Promise<Secret> {
  const failed = (reason: string) =>
    new NetravenError('NETRAVEN_CONFIG_INVALID', `${field}: the command ${reason}`);
  const { stdout } = await run('/bin/sh', ['-c', command], {
    timeout: COMMAND_LIMIT_MS,
    maxBuffer: MOST_BYTES,
  }).catch((error: { code?: unknown; killed?: boolean }) => {
    // What it printed may hold the key.
    throw failed(
      error.killed
        ? `did not end within ${COMMAND_LIMIT_MS / SECOND} s, or printed too much`
        : `ended with ${error.code}`,
    );
  });
  if (stdout.trim() === '') throw failed('printed nothing');
  return new Secret(stdout.trim());
}
