import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { EmbeddedNats } from '@netraven/cli/embedded';
import type { Member } from './plan-members.ts';
import { fleetLogin } from './start-fleet.ts';

const PROGRAM = fileURLToPath(new URL('../../../packages/cli/bin/netraven.ts', import.meta.url));

/** Imports the devices and adds their credential, with the command line an operator would use. */
export async function enterInventory(
  folder: string,
  nats: EmbeddedNats,
  members: readonly Member[],
): Promise<void> {
  const rows = members.map(({ name, host, port, platform, site }) =>
    [name, host, port, platform, site, 'chaos'].join(','),
  );
  const file = join(folder, 'devices.csv');
  await writeFile(file, ['name,host,port,platform,site,tags', ...rows, ''].join('\n'));
  await netraven(nats, ['device', 'import', file]);
  const { username, password, enable } = fleetLogin;
  const credential = ['credential', 'add', 'fleet', '--username', username];
  await netraven(nats, [...credential, '--password-stdin', '--enable-stdin'], `${password}\n${enable}\n`);
}

async function netraven(nats: EmbeddedNats, args: readonly string[], input = ''): Promise<void> {
  const environment = {
    ...process.env,
    NETRAVEN_NATS_URL: nats.url,
    NETRAVEN_NATS_USER: 'client',
    NETRAVEN_NATS_PASSWORD: nats.logins.client.password.reveal(),
  };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: environment, stdio: 'pipe' });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (code !== 0) throw new Error(`netraven ${args.join(' ')} exited ${code}: ${stderr}${stdout}`);
}
