import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that some tests need and the project does not bring, with the Debian package of each. */
const tools: Readonly<Record<string, string>> = {
  age: 'age',
  git: 'git',
  jq: 'jq',
  sshd: 'openssh-server',
  vtysh: 'frr',
};

/** Where Debian puts programs for administrators, besides `PATH`. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/lib/frr'];
const APT_LIMIT_MS = 5 * 60 * 1000;

/**
 * Installs what tests need with apt, where this is root on Debian or Ubuntu. Services of these packages are not
 * started. Nothing fails for want of them: the tests that need them are skipped.
 * @returns names of the programs that are missing afterwards
 */
export function installTestTools(say: (text: string) => void): readonly string[] {
  const missing = missingTools();
  if (missing.length === 0) return [];
  if (process.getuid?.() === 0 && isProgram('apt-get') && process.env.NETRAVEN_TEST_APT !== 'no') {
    const packages = missing.map((tool) => tools[tool] ?? tool);
    say(`installing ${packages.join(', ')} with apt-get, for tests (NETRAVEN_TEST_APT=no switches this off)`);
    withoutStartingServices(() => aptInstall(packages, say));
  }
  return missingTools();
}

function missingTools(): string[] {
  return Object.keys(tools).filter((tool) => !isProgram(tool));
}

function isProgram(name: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function aptInstall(packages: readonly string[], say: (text: string) => void): void {
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  if (aptGet(install).status === 0) return;
  // A fresh container has no package lists.
  const updated = aptGet(['update']);
  const installed = updated.status === 0 ? aptGet(install) : updated;
  if (installed.status === 0) return;
  const reason = installed.stderr.trim().split('\n').at(-1) || 'it took too long';
  say(`apt-get could not install them: ${reason}`);
}

function aptGet(args: readonly string[]) {
  return spawnSync('apt-get', args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: APT_LIMIT_MS,
  });
}

/** Debian starts a service when its package is installed, unless this file forbids it. */
function withoutStartingServices(action: () => void): void {
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    action();
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}
