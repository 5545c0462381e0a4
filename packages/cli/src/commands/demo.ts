import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NetravenError } from '@netraven/common';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { demoText } from '../demo/demo-text.ts';
import { type DemoSimulator, openSimulator } from '../demo/open-simulator.ts';
import { type DemoStep, playDemo } from '../demo/play-demo.ts';
import { initialiseInstance } from '../instance/initialise-instance.ts';
import { instancePaths } from '../instance/instance-paths.ts';
import { openStatusLine } from '../output/open-status-line.ts';

const PLATFORMS = 'cisco_ios,arista_eos,juniper_junos,mikrotik_routeros,vyos,frr';

export const demo = defineCommand({
  name: 'demo',
  impact: 'writes',
  summary: 'Show the whole system at work, on simulated devices',
  details: [
    'Starts everything in a temporary folder, with six simulated devices over real SSH: a first backup, a change, a',
    'second backup, the diff, the history. Leaves nothing behind; with --dir the folder, which must be new, stays. In a',
    'terminal it waits at the end, for you to try commands of your own; elsewhere it ends by itself.',
  ].join(' '),
  examples: ['netraven demo', 'netraven demo --dir ./my-demo'],
  input: z.object({}),
  run: async function* (outer): AsyncGenerator<DemoStep> {
    const kept = outer.typedDir;
    if (kept !== undefined) await refuseUsed(kept);
    const signal = outer.interrupted();
    const status = openStatusLine(outer.terminal);
    await using stack = new AsyncDisposableStack();
    const dir = kept ?? (await makeTemporaryFolder(stack));
    const context = { ...outer, paths: instancePaths(dir) };
    status.show('starting simulated devices');
    const simulator = stack.use(await openSimulator(['--count', '6', '--platforms', PLATFORMS]));
    await initialiseInstance(context, { recipients: [], identityFile: undefined });
    const { startInstance } = await import('../up/start-instance.ts');
    const instance = await startInstance({
      paths: context.paths,
      environment: {},
      executors: 2,
      isTemporary: kept === undefined,
      signal,
      onProgress: status.show,
      onLogLine: () => undefined,
    });
    stack.defer(() => (kept === undefined ? instance.abandon() : instance.stop()));
    status.close();
    for await (const step of playDemo(context, { instance, simulator })) {
      if (signal.aborted) return;
      yield step;
    }
    const waits = outer.terminal.isInteractive && !outer.isJson;
    yield { kind: 'end', text: nextText(simulator, { dir, waits, isKept: kept !== undefined }) };
    if (waits) await untilEnter(context, signal);
    status.show('stopping');
    await stack.disposeAsync();
    status.close();
    const left = kept === undefined ? 'nothing is left behind' : `${dir} is yours`;
    yield { kind: 'end', text: `All stopped; ${left}.` };
  },
  print: demoText,
});

/** The demo backs up every device it finds: it must not find those of a real instance. */
async function refuseUsed(dir: string): Promise<void> {
  const entries = await readdir(dir).catch(() => []);
  if (entries.length === 0) return;
  throw new NetravenError('NETRAVEN_CONFLICT', `${dir} is not empty; the demo needs a new folder`, {
    hint: 'Leave --dir away to have a temporary one made.',
  });
}

async function makeTemporaryFolder(stack: AsyncDisposableStack): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'netraven-demo-'));
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

function nextText(
  { devices }: DemoSimulator,
  { dir, waits, isKept }: { readonly dir: string; readonly waits: boolean; readonly isKept: boolean },
): string {
  const name = devices[0]?.name ?? '';
  if (!waits && !isKept) {
    return [
      'What to try next (netraven is node_modules/.bin/netraven, or "npx netraven" in this folder)',
      '  netraven demo                           in a terminal: it waits for commands of your own',
      '  netraven demo --dir ./my-demo           keeps what was stored, to look at it later',
      '  netraven up                             your own devices: see the README',
    ].join('\n');
  }
  const lines = [
    'What to try next (netraven is node_modules/.bin/netraven, or "npx netraven" in this folder)',
    ...(waits
      ? [`  export NETRAVEN_DIR=${dir}   in another terminal, while this one waits`]
      : [
          `  export NETRAVEN_DIR=${dir}`,
          '  netraven up                             first, in another terminal: the demo has stopped its own',
        ]),
    `  netraven device show ${name.padEnd(19)}one device, with what it is`,
    '  netraven job list                       what was backed up when',
    '  netraven log --connection               what was said in the last session, redacted',
    '  netraven doctor                         every part looked at',
    ...(waits ? ['  netraven up --dir ./.netraven           your own devices: see the README'] : []),
  ];
  return lines.join('\n');
}

async function untilEnter({ terminal }: CommandContext, signal: AbortSignal): Promise<void> {
  terminal.stderr.write('\nPress Enter to end the demo. ');
  const lines = createInterface({ input: terminal.stdin });
  try {
    await Promise.race([once(lines, 'line'), once(lines, 'close'), signal.aborted || once(signal, 'abort')]);
  } finally {
    lines.close();
    terminal.stdin.destroy();
  }
}
