import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { testWith } from '../helpers/find-tool.ts';

const PROGRAM = fileURLToPath(new URL('../chaos/main.ts', import.meta.url));

/** A run of the chaos suite in a process of its own. */
async function runSuite(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output: `${stdout}${stderr}` };
}

/** The rules that a run was expected to break; its evidence is thrown away. */
async function brokenRules(output: string): Promise<Set<string>> {
  const evidence = /^evidence: (.*)$/m.exec(output)?.[1];
  if (evidence !== undefined) await rm(evidence, { recursive: true, force: true });
  return new Set([...output.matchAll(/^ {2}([^:\n]+): /gm)].map(([, rule = '']) => rule));
}

testWith('git')('nothing is lost or doubled while processes are killed, suspended and cut off', async (t) => {
  t.timeout(240_000);
  const kills = 'suspend-executor,kill-executor,kill-dispatcher,kill-git-writer,kill-nats,restart-postgres';
  const kinds = `${kills},delete-consumer,disturb-devices`;
  const size = ['--devices', '60', '--faults', '8', '--executors', '2', '--settle', '120'];
  const { code, output } = await runSuite(['--seed', '1', ...size, '--only', kinds]);
  t.regex(output, /^faults: 8 .*^violations: 0$/ms, output);
  t.is(code, 0);
});

testWith('git')('the checker notices executors that go on without their lease', async (t) => {
  t.timeout(240_000);
  const size = ['--devices', '24', '--faults', '1', '--executors', '2', '--settle', '60'];
  const broken = ['--only', 'suspend-executor', '--sabotage', 'lease'];
  const { code, output } = await runSuite([...size, ...broken]);
  t.true((await brokenRules(output)).has('no stale byte'), output);
  t.is(code, 1);
});

testWith('git')('the checker notices a git-writer that takes old snapshots for new', async (t) => {
  t.timeout(240_000);
  const size = ['--devices', '9', '--faults', '0', '--executors', '1', '--settle', '60'];
  const { code, output } = await runSuite([...size, '--sabotage', 'fence']);
  t.true((await brokenRules(output)).has('one commit for a change'), output);
  t.is(code, 1);
});

testWith('git')('the checker notices acknowledgements that come before the commit', async (t) => {
  t.timeout(240_000);
  const size = ['--devices', '9', '--faults', '0', '--executors', '1', '--settle', '15'];
  const { code, output } = await runSuite([...size, '--sabotage', 'acknowledgement']);
  t.true((await brokenRules(output)).has('every task has an outcome'), output);
  t.is(code, 1);
});
