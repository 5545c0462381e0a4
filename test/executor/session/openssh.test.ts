import { execFile, spawn } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { ExecutionContext } from 'ava';
import { captureFrom, failureOf, makeCredential } from '../../helpers/capture-from.ts';
import { findTool, testWith } from '../../helpers/find-tool.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const run = promisify(execFile);
const testWithSshd = testWith('sshd', 'ssh-keygen', 'bash');

const LINES = Array.from({ length: 2000 }, (_, at) => `interface Loopback${at}`);
const TEXT = `version 15.2\nhostname r1\n${LINES.join('\n')}\nend\n`;

/** A command line in the manner of Cisco IOS, as the forced command of OpenSSH. */
const SHELL = `#!/bin/bash
answer() { case "$1" in 'show running-config') cat "$(dirname "$0")/config.txt" ;; '') ;; *) echo '% Invalid input' ;; esac; }
if [ -n "$SSH_ORIGINAL_COMMAND" ]; then answer "$SSH_ORIGINAL_COMMAND"; exit 0; fi
printf 'r1#'
while IFS= read -r line; do
  line=\${line%$'\\r'}
  if [ "$line" = exit ]; then exit 0; fi
  answer "$line"
  printf 'r1#'
done
`;

interface OpenSsh {
  readonly host: string;
  readonly port: number;
  readonly credential: ReturnType<typeof makeCredential>;
  readonly fingerprint: string;
}

/** OpenSSH's server for the user of this process, who logs in with a key. @param lines further configuration */
async function startOpenSsh(t: ExecutionContext<unknown>, lines: readonly string[]): Promise<OpenSsh> {
  const folder = await makeTempFolder(t);
  await chmod(folder, 0o755);
  const [hostKey, userKey] = await Promise.all([makeKey(folder, 'host'), makeKey(folder, 'user')]);
  await writeFile(join(folder, 'config.txt'), TEXT);
  await writeFile(join(folder, 'shell'), SHELL, { mode: 0o755 });
  const port = await freePort();
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    'PidFile none',
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    `AuthorizedKeysFile ${userKey}.pub`,
    // The first setting of a name counts.
    ...lines,
    `ForceCommand ${join(folder, 'shell')}`,
  ];
  await writeFile(join(folder, 'sshd_config'), `${config.join('\n')}\n`);
  const sshd = spawn(findTool('sshd') ?? 'sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  t.teardown(() => sshd.kill());
  for await (const line of createInterface(sshd.stderr)) if (line.includes('Server listening')) break;
  sshd.stderr.resume();
  const { stdout } = await run('ssh-keygen', ['-lf', `${hostKey}.pub`]);
  const privateKey = await readFile(userKey, 'utf8');
  return {
    host: '127.0.0.1',
    port,
    credential: makeCredential({ privateKey }, userInfo().username),
    fingerprint: stdout.split(' ')[1] ?? '',
  };
}

async function makeKey(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const servers: Readonly<Record<string, readonly string[]>> = {
  'as it is shipped': [],
  'that exchanges keys anew in mid-output': ['RekeyLimit 8K'],
  'that refuses terminals': ['PermitTTY no'],
  'that takes one session and one connection': ['MaxSessions 1', 'MaxStartups 1', 'MaxAuthTries 1'],
  'that knows only chacha20 and curve25519': [
    'KexAlgorithms curve25519-sha256',
    'Ciphers chacha20-poly1305@openssh.com',
  ],
};

for (const [title, lines] of Object.entries(servers)) {
  testWithSshd(`OpenSSH ${title} is read, and its fingerprint is the one ssh-keygen prints`, async (t) => {
    const server = await startOpenSsh(t, lines);
    const report = await captureFrom(server, { credentials: [server.credential] });
    t.is(report.kind === 'captured' ? report.capture.text : report.error.message, TEXT);
    t.deepEqual(report.hostKey, { type: 'ssh-ed25519', fingerprint: server.fingerprint });
  });
}

testWithSshd('OpenSSH that only knows group exchange is read', async (t) => {
  const server = await startOpenSsh(t, ['KexAlgorithms diffie-hellman-group-exchange-sha256']);
  const report = await captureFrom(server, { credentials: [server.credential] });
  t.is(report.kind === 'captured' ? report.capture.text : report.error.message, TEXT);
});

testWithSshd('a plain Linux host is collected, file by file', async (t) => {
  const server = await startOpenSsh(t, ['ForceCommand none']);
  const report = await captureFrom(server, { credentials: [server.credential], platform: 'linux' });
  if (report.kind === 'failed') return t.fail(report.error.message);
  const release = await readFile('/etc/os-release', 'utf8');
  t.true(report.capture.text.startsWith(release.trim()));
  t.true(
    report.capture.text.includes(
      `\n# /etc/hosts\n${(await readFile('/etc/hosts', 'utf8')).trim().split('\n')[0]}`,
    ),
  );
  t.regex(report.capture.facts.version ?? '', /^\d+\./);
});

testWithSshd('OpenSSH refuses a key it does not know', async (t) => {
  const [server, other] = await Promise.all([startOpenSsh(t, []), startOpenSsh(t, [])]);
  t.is(
    failureOf(await captureFrom(server, { credentials: [other.credential] })).code,
    'NETRAVEN_AUTH_FAILED',
  );
});
