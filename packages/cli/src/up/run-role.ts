import { resolve } from 'node:path';
import type { OptionSpec } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { fileExists } from '../instance/file-exists.ts';

export const configOption: OptionSpec = {
  flags: '--config <file>',
  description: 'its configuration',
  default: 'DIR/netraven.yaml if there, and NETRAVEN_ variables',
};

export const roleDetails =
  'For containers and systemd; "netraven up" runs all roles. Prints "ready" once it serves; SIGTERM stops it.';

const programs = {
  dispatcher: '@netraven/dispatcher/main',
  executor: '@netraven/executor/main',
  'git-writer': '@netraven/git-writer/main',
} as const;

/**
 * Runs the program of a service in this process, with the command line it expects. It reads its own configuration and
 * handles its own signals; it may end the process.
 */
export async function runRole(
  { paths }: CommandContext,
  role: keyof typeof programs,
  { site, config }: { readonly site?: string | undefined; readonly config: string | undefined },
): Promise<undefined> {
  const file = config ?? ((await fileExists(paths.settings)) ? paths.settings : undefined);
  process.argv.splice(
    2,
    process.argv.length,
    role,
    ...(site === undefined ? [] : ['--site', site]),
    ...(file === undefined ? [] : ['--config', resolve(file)]),
  );
  await import(programs[role]);
  return undefined;
}
