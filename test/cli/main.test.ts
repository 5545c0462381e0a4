import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorCode, errorTable } from '@netraven/common';
import test from 'ava';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { exitCodeOf } from '../../packages/cli/src/output/exit-code.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';
import { runCli } from './helpers/run-cli.ts';

const error = (message: string, hint: string, code: string) =>
  `error: ${message}\nhint:  ${hint}\ncode:  ${code}\n`;
const usageHint = errorTable.NETRAVEN_USAGE.hint;

test('what is typed wrong is named on standard error, with exit code 2', async (t) => {
  const wrong: [args: string[], message: string, hint?: string][] = [
    [['devise'], "unknown command 'devise' (Did you mean device?)"],
    [['device', 'lst'], "unknown command 'lst' (Did you mean list?)"],
    [['device', 'list', '--tags', 'x'], "unknown option '--tags' (Did you mean --tag?)"],
    [['device', 'import'], "missing required argument 'file'"],
    [['config', 'show', 'a', 'b'], "too many arguments for 'show'. Expected 1 argument but got 2: a, b."],
    [
      ['job', 'list', '--limit', 'many'],
      '--limit: must be a whole number',
      'Run "netraven job list --help" to see what it takes.',
    ],
    [
      ['job', 'list', '--limit', '501'],
      '--limit: must be 1 to 500',
      'Run "netraven job list --help" to see what it takes.',
    ],
    [
      ['config', 'show', 'a b'],
      'DEVICE: must hold no blanks or control characters',
      'Run "netraven config show --help" to see what it takes.',
    ],
    [
      ['log', '--follow', '--connection'],
      '--connection: cannot be followed',
      'Run "netraven log --help" to see what it takes.',
    ],
  ];
  for (const [args, message, hint = usageHint] of wrong) {
    const expected = { code: 2, stdout: '', stderr: error(message, hint, 'NETRAVEN_USAGE') };
    t.deepEqual(await runCli(args), expected, args.join(' '));
  }
});

test('with --json an error is one line of JSON on standard error', async (t) => {
  const { code, stdout, stderr } = await runCli(['job', 'show', '--json']);
  t.deepEqual([code, stdout], [2, '']);
  t.deepEqual(JSON.parse(stderr), {
    error: {
      code: 'NETRAVEN_USAGE',
      message: "missing required argument 'job'",
      hint: usageHint,
      retryable: false,
    },
  });
});

test('help and version end with 0, a noun without a verb with 2', async (t) => {
  t.is((await runCli(['--help'])).code, 0);
  t.is((await runCli(['device', 'import', '--help'])).code, 0);
  t.deepEqual(await runCli(['--version']), { code: 0, stdout: '0.1.0\n', stderr: '' });
  const bare = await runCli(['device']);
  t.deepEqual([bare.code, bare.stdout], [2, '']);
  t.regex(bare.stderr, /^Usage: netraven device /);
});

test('every command says what it is, and its help fits its name', async (t) => {
  for (const { name, summary } of commands) {
    const { code, stdout } = await runCli([...name.split(' '), '--help']);
    t.is(code, 0, name);
    t.true(stdout.startsWith(`Usage: netraven ${name} `), name);
    t.true(stdout.replace(/\s+/g, ' ').includes(`${summary}.`), name);
    t.true(stdout.includes('--json'), name);
  }
});

test('without an instance the exit code is 3', async (t) => {
  const dir = await makeTempFolder(t);
  t.deepEqual(await runCli(['device', 'list', '--dir', dir]), {
    code: 3,
    stdout: '',
    stderr: error(
      `no instance runs in ${dir}`,
      errorTable.NETRAVEN_INSTANCE_MISSING.hint,
      'NETRAVEN_INSTANCE_MISSING',
    ),
  });
  const named = await runCli(['job', 'list', '--json'], {
    environment: { NETRAVEN_DIR: join(dir, 'other') },
  });
  t.is(named.code, 3);
  t.true(named.stderr.includes(join(dir, 'other')));
});

test('a NATS server that is not there is exit code 3', async (t) => {
  const environment = { NETRAVEN_NATS_URL: 'nats://user:hidden@127.0.0.1:1' };
  const { code, stderr } = await runCli(['device', 'list', '--json'], { environment });
  t.is(code, 3);
  t.is(JSON.parse(stderr).error.code, 'NETRAVEN_NATS_UNREACHABLE');
  t.false(stderr.includes('hidden'));
});

test('connection data that others may read are refused', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'endpoint.json');
  await writeFile(file, '{}');
  await chmod(file, 0o644);
  const { code, stderr } = await runCli(['device', 'list', '--dir', dir, '--json']);
  t.is(code, 2);
  t.deepEqual(JSON.parse(stderr).error, {
    code: 'NETRAVEN_CONFIG_PERMISSIONS',
    message: `endpoint: ${file} has mode 644, must be 600`,
    hint: errorTable.NETRAVEN_CONFIG_PERMISSIONS.hint,
    retryable: false,
  });
});

test('every error has one of the four exit codes, and those of the service are 3', (t) => {
  for (const code of Object.keys(errorTable) as ErrorCode[]) {
    const exitCode = exitCodeOf({ code, message: '', hint: '', retryable: false });
    t.is(
      exitCode,
      code.endsWith('_UNREACHABLE') && !code.startsWith('NETRAVEN_CONNECT') ? 3 : exitCode,
      code,
    );
    t.true([1, 2, 3].includes(exitCode), code);
  }
});
