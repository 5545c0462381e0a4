import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test, { type ExecutionContext } from 'ava';
import { closeSummary, openTapReader } from '../../scripts/read-tap.ts';
import { programPath, root } from '../../scripts/run-program.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

/** Runs the real ava on test files of its own and reads what it prints. */
async function runAva(t: ExecutionContext, files: Readonly<Record<string, string>>, timeout = '1m') {
  const folder = await makeTempFolder(t);
  const ava = { files: ['*.test.mjs'], timeout, concurrency: 2 };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', ava }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await mkdir(join(folder, '.git'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, `${name}.test.mjs`), `import test from 'ava';\n${text}`);
  }
  const child = spawn(programPath('ava'), ['--tap'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH ?? '' },
  });
  const reader = openTapReader();
  const shown: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const text = reader.read(line);
    if (text !== undefined) shown.push(text);
  });
  const [code] = await once(child, 'close');
  return { summary: closeSummary(reader.summary(), Number(code)), shown };
}

const passing = `test('one', t => t.pass()); test.skip('left out', t => t.pass());`;

test('passed, failed and skipped tests are counted and shown', async (t) => {
  const { summary, shown } = await runAva(t, {
    a: passing,
    b: `test('two', t => t.is(1, 2)); test('three', t => t.pass());`,
  });
  const { failures, ...counts } = summary;
  t.deepEqual(counts, {
    passed: 2,
    failed: 1,
    skipped: 1,
    isComplete: true,
    skippedTitles: ['a › left out'],
  });
  t.true(shown.includes('✔ a › one'));
  t.true(shown.includes('✘ b › two'));
  t.true(shown.includes('- a › left out'));
  t.is(failures.length, 1);
  t.is(failures[0]?.[0], '✘ b › two');
  t.true(
    failures[0]?.some((line) => line.includes('Difference')),
    'with what ava says of it',
  );
});

const crashes: Readonly<Record<string, string>> = {
  'leaves the process': `test('two', async t => { process.exit(0); });`,
  'cannot be loaded': `import './absent.mjs'; test('two', t => t.pass());`,
  'throws outside of a test': `test('two', async t => { t.pass(); }); setTimeout(() => { throw new Error('late'); }, 1);
    test('three', async t => { await new Promise(done => setTimeout(done, 200)); t.pass(); });`,
  'rejects unseen': `test('two', async t => { Promise.reject(new Error('lost')); await new Promise(setImmediate); t.pass(); });`,
  'has no test': ``,
};

for (const [what, text] of Object.entries(crashes)) {
  test(`a file that ${what} is a failure`, async (t) => {
    const { summary } = await runAva(t, { a: passing, b: text });
    t.true(summary.failed >= 1);
  });
}

test('a test that never ends is a failure', async (t) => {
  const hanging = `test('two', t => new Promise(done => setTimeout(done, 60_000)));`;
  const { summary } = await runAva(t, { a: hanging }, '200ms');
  t.true(summary.failed >= 1);
});

test('a run without totals is a failure, whatever it printed before', (t) => {
  const reader = openTapReader();
  reader.read('TAP version 13');
  reader.read('ok 1 - one');
  t.deepEqual(closeSummary(reader.summary(), 0), {
    passed: 1,
    failed: 1,
    skipped: 0,
    isComplete: false,
    skippedTitles: [],
    failures: [],
  });
});

test('totals that contradict the exit code are a failure', (t) => {
  const reader = openTapReader();
  for (const line of ['ok 1 - one', '1..1', '# tests 1', '# pass 1', '# fail 0']) reader.read(line);
  t.is(closeSummary(reader.summary(), 0).failed, 0);
  t.is(closeSummary(reader.summary(), 1).failed, 1);
  t.is(closeSummary(reader.summary(), 137).failed, 1);
});
