import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandResult, TestInstance } from './start-instance.ts';

/** How a device of the inventory is reached. */
export interface DeviceAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly platform: string;
  /** Default: `default`. */
  readonly site?: string;
}

export interface Login {
  readonly username: string;
  readonly password: string;
  readonly enable: string;
}

/**
 * Puts devices and one credential into an instance, as an operator does. Devices get the tag `sim` unless another is
 * named; the credential serves that tag alone.
 * @returns what the import printed
 */
export async function enrolDevices(
  { dir, netraven }: Pick<TestInstance, 'dir' | 'netraven'>,
  devices: readonly (DeviceAddress & { readonly tag?: string })[],
  login: Login,
): Promise<CommandResult> {
  const rows = devices.map(({ name, host, port, platform, site = 'default', tag = 'sim' }) =>
    [name, host, port, platform, site, tag].join(','),
  );
  const file = join(dir, 'devices.csv');
  await writeFile(file, ['name,host,port,platform,site,tags', ...rows, ''].join('\n'));
  const imported = await netraven(['device', 'import', file]);
  const added = await netraven(
    [
      'credential',
      'add',
      'sim',
      '--username',
      login.username,
      '--password-stdin',
      '--enable-stdin',
      '--tag',
      'sim',
    ],
    `${login.password}\n${login.enable}\n`,
  );
  for (const { code, stderr } of [imported, added]) if (code !== 0) throw new Error(stderr);
  return imported;
}
