import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NetravenError } from '@netraven/common';
import type { CommandContext } from '../command/command-context.ts';
import { count } from '../output/format.ts';
import type { Instance } from '../up/start-instance.ts';
import { secretsNote } from './demo-text.ts';
import { gitLog } from './git-log.ts';
import type { DemoSimulator } from './open-simulator.ts';
import { runNetraven } from './run-netraven.ts';

/** Something the demo shows. */
export type DemoStep =
  | { readonly kind: 'chapter'; readonly number: number; readonly title: string; readonly text: string }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'end'; readonly text: string };

const SHOWN_SECRETS = 6;

/**
 * The story of the demo on a running instance: devices in, a first backup, where the secrets went, two changes, a
 * second backup, the diffs, the history.
 * @throws NETRAVEN_INTERNAL when a command of the story fails, after its own message
 */
export async function* playDemo(
  context: CommandContext,
  { instance, simulator }: { readonly instance: Instance; readonly simulator: DemoSimulator },
): AsyncGenerator<DemoStep> {
  yield* fillInventory(context, simulator);
  yield* backUp(context);
  yield* showSecrets(context, simulator);
  yield* changeDevices(context, simulator);
  yield* showHistory(instance);
}

async function* fillInventory(context: CommandContext, simulator: DemoSimulator): AsyncGenerator<DemoStep> {
  const platforms = new Set(simulator.devices.map((device) => device.platform));
  yield chapter(
    1,
    'Devices and a login',
    `${count(simulator.devices.length, 'simulated device')} of ${platforms.size} platforms listen for SSH on this machine. They go into the inventory from a CSV file; the login is encrypted for the site before it leaves the command.`,
  );
  const [first] = simulator.devices;
  const rows = simulator.devices.map(({ name, host, port, platform }) =>
    [name, host, port, platform, instanceSite, 'demo'].join(','),
  );
  const file = join(context.paths.dir, 'devices.csv');
  await writeFile(file, `name,host,port,platform,site,tags\n${rows.join('\n')}\n`, { mode: 0o600 });
  yield* command(context, ['device', 'import', file]);
  yield* command(
    context,
    ['credential', 'add', 'demo', '--username', first?.username ?? '', '--password-stdin', '--enable-stdin'],
    `${first?.password}\n${first?.enable}\n`,
  );
}

async function* backUp(context: CommandContext): AsyncGenerator<DemoStep> {
  yield chapter(
    2,
    'The first backup',
    'The request goes into a JetStream queue; the dispatcher makes a task of each device, two executors pull them, and the git-writer commits what they captured.',
  );
  yield* command(context, ['backup', '--all']);
}

async function* showSecrets(context: CommandContext, simulator: DemoSimulator): AsyncGenerator<DemoStep> {
  yield chapter(
    3,
    'Where the secrets went',
    'Every secret became a token: its kind, and a keyed fingerprint that shows when it changes. The full text is kept encrypted to your own key, for an exact restore.',
  );
  yield* command(context, ['config', 'search', '<secret:', '--limit', String(SHOWN_SECRETS)]);
  let checked = 0;
  let left = 0;
  for (const { name } of simulator.devices) {
    const { output } = await runNetraven(context, ['config', 'show', name]);
    const secrets = await simulator.secrets(name);
    checked += secrets.length;
    left += secrets.filter((secret) => output.includes(secret)).length;
  }
  yield { kind: 'note', text: secretsNote(checked, left) };
  if (left > 0) throw new NetravenError('NETRAVEN_INTERNAL', `${left} secrets were stored in the clear`);
}

async function* changeDevices(context: CommandContext, simulator: DemoSimulator): AsyncGenerator<DemoStep> {
  const [first, second = first] = simulator.devices;
  if (!first || !second) throw new NetravenError('NETRAVEN_INTERNAL', 'the simulator has no devices');
  yield chapter(
    4,
    'Somebody changes something',
    `A port description changes on ${first.name}, and a secret on ${second.name}. The second backup commits these two; the others are unchanged, and that costs no commit.`,
  );
  await simulator.change(first.name, 'description');
  await simulator.change(second.name, 'secret');
  yield* command(context, ['backup', '--tag', 'demo']);
  yield* command(context, ['config', 'diff', first.name]);
  yield* command(context, ['config', 'diff', second.name]);
  yield { kind: 'note', text: 'The secret itself is not in the diff; that it changed is.' };
}

async function* showHistory({ facts }: Instance): AsyncGenerator<DemoStep> {
  yield chapter(5, 'The history is plain git', 'A bare repository, one commit for each device that changed.');
  yield { kind: 'command', command: `git -C ${facts.repository} log --oneline` };
  yield { kind: 'output', text: await gitLog(facts.repository, 12) };
}

const instanceSite = 'default';

async function* command(
  context: CommandContext,
  args: readonly string[],
  input?: string,
): AsyncGenerator<DemoStep> {
  const typed = args.map((arg) => (/^[\w./:=-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ');
  yield { kind: 'command', command: `netraven ${typed}` };
  const { output, exitCode } = await runNetraven(context, args, input);
  yield { kind: 'output', text: output };
  if (exitCode !== 0 && !context.interrupted().aborted) {
    throw new NetravenError(
      'NETRAVEN_INTERNAL',
      `the demo ends here: netraven ${args[0]} exited ${exitCode}`,
    );
  }
}

function chapter(number: number, title: string, text: string): DemoStep {
  return { kind: 'chapter', number, title, text };
}
