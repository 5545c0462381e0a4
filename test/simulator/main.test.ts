import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { makeTempFolder } from '../helpers/temp-folder.ts';

interface Program extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Sends a control line, when given, and reads the next line of output. */
  ask(line?: string): Promise<Record<string, unknown>>;
  readonly exitCode: Promise<number>;
}

const MAIN = fileURLToPath(import.meta.resolve('@netraven/simulator/main'));

function startProgram(...flags: readonly string[]): Program {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exitCode = once(child, 'exit').then(([code]) => Number(code));
  return {
    child,
    exitCode,
    async ask(line) {
      if (line !== undefined) child.stdin.write(`${line}\n`);
      return JSON.parse(String((await lines.next()).value));
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exitCode;
    },
  };
}

test('the program tells its devices, obeys control lines and stops', async (t) => {
  await using program = startProgram('--count', '2', '--platforms', 'vyos,frr', '--password', 'pass-word');
  const { devices } = await program.ask();
  t.like(devices, [
    { host: '127.0.0.1', platform: 'vyos', username: 'backup', password: 'pass-word', chaos: [] },
    { host: '127.0.0.1', platform: 'frr', username: 'backup', password: 'pass-word', chaos: [] },
  ]);
  const [{ name }] = devices as [{ name: string }];
  t.like(await program.ask(`change ${name} vlan`), {
    reply: 'change',
    device: name,
    kind: 'vlan',
    removed: [],
  });
  t.deepEqual(await program.ask('drift'), { reply: 'drift', devices: 2 });
  t.deepEqual(await program.ask(`chaos ${name} drop,slow 2`), {
    reply: 'chaos',
    device: name,
    chaos: ['drop', 'slow'],
  });
  t.deepEqual(await program.ask(`chaos ${name} none`), { reply: 'chaos', device: name, chaos: [] });
  t.like(await program.ask('stats'), { reply: 'stats', connections: 0 });
  t.deepEqual(await program.ask(`host-key ${name}`), { reply: 'host-key', device: name });
  t.regex(String((await program.ask(`expected ${name}`)).text), /^set firewall /);
  t.true(((await program.ask(`secrets ${name}`)).secrets as unknown[]).length > 10);
  t.deepEqual(await program.ask('stop'), { reply: 'stop' });
  t.is(await program.exitCode, 0);
});

test('a control line that makes no sense gets an error, and the program goes on', async (t) => {
  await using program = startProgram('--count', '1');
  await program.ask();
  t.regex(String((await program.ask('frobnicate x')).error), /"frobnicate" is no control word/);
  t.regex(String((await program.ask('change nobody')).error), /no simulated device is named nobody/);
  t.regex(String((await program.ask('chaos')).error), /expected drift, stats, stop, or change, chaos/);
  t.like(await program.ask('stats'), { reply: 'stats' });
});

test('the program ends with its parent, when standard input closes', async (t) => {
  await using program = startProgram('--count', '1');
  await program.ask();
  program.child.stdin?.end();
  t.is(await program.exitCode, 0);
});

test('a signal stops the program, also when detached', async (t) => {
  await using program = startProgram('--count', '1', '--detached');
  await program.ask();
  program.child.stdin?.end();
  program.child.kill('SIGTERM');
  t.is(await program.exitCode, 0);
});

test('options come from a file, and flags win over it', async (t) => {
  const file = join(await makeTempFolder(t), 'fleet.yaml');
  await writeFile(
    file,
    'count: 3\nseed: "7"\ndevices:\n  - {platform: cisco_asa, name: fw-1, chaos: [stall]}\n',
  );
  await using program = startProgram('--options', file, '--count', '1');
  const { devices } = await program.ask();
  t.like(devices, [{ name: 'fw-1', platform: 'cisco_asa', chaos: ['stall'] }, { platform: 'cisco_ios' }]);
  t.is((devices as unknown[]).length, 2);
});

test('a wrong option ends the program with an error', async (t) => {
  await using program = startProgram('--chaos', 'earthquake');
  t.is(await program.exitCode, 1);
});
