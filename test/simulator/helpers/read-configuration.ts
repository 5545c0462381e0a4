import type { SimulatedDevice } from '@netraven/simulator';
import { openShell, type TestShell } from './open-shell.ts';

/** How a careful person reads a platform's configuration. */
export interface ReadingHabit {
  readonly prompt: RegExp;
  readonly setUp: readonly string[];
  readonly command: string;
  readonly pager?: RegExp;
  readonly needsEnable?: boolean;
}

const HASH = /[\w.-]+# ?$/;

export const habits: Readonly<Record<string, ReadingHabit>> = {
  cisco_ios: {
    prompt: HASH,
    setUp: ['terminal length 0'],
    command: 'show running-config',
    pager: / --More-- $/,
    needsEnable: true,
  },
  arista_eos: {
    prompt: HASH,
    setUp: ['terminal length 0'],
    command: 'show running-config',
    pager: / --More-- $/,
    needsEnable: true,
  },
  juniper_junos: {
    prompt: /\w+@[\w-]+> $/,
    setUp: ['set cli screen-length 0'],
    command: 'show configuration',
    pager: /---\(more\)---$/,
  },
  mikrotik_routeros: { prompt: /\[\w+@[\w-]+\] > $/, setUp: [], command: '/export show-sensitive' },
  vyos: {
    prompt: /\w+@[\w-]+:~\$ $/,
    setUp: ['set terminal length 0'],
    command: 'show configuration commands',
    pager: /\n:$/,
  },
  cisco_nxos: {
    prompt: HASH,
    setUp: ['terminal length 0'],
    command: 'show running-config',
    pager: /--More--\x1b\[27m$/,
  },
  fortinet: { prompt: /(?<=^|\n)[\w-]+ # $/, setUp: [], command: 'show | grep .', pager: /--More-- $/ },
  frr: { prompt: HASH, setUp: [], command: 'show running-config' },
  cisco_asa: {
    prompt: HASH,
    setUp: ['terminal pager 0'],
    command: 'more system:running-config',
    pager: /<--- More --->$/,
    needsEnable: true,
  },
};

export function habitOf(device: SimulatedDevice): ReadingHabit {
  const habit = habits[device.platform];
  if (!habit) throw new Error(`no habit for ${device.platform}`);
  return habit;
}

/** The user name as a client of the platform gives it. */
export function clientUsername(device: SimulatedDevice): string {
  return device.platform === 'mikrotik_routeros' ? `${device.username}+ct511w4098h` : device.username;
}

/** Waits for the first prompt and gains the privilege the configuration command needs. */
export async function reachPrompt(shell: TestShell, device: SimulatedDevice): Promise<void> {
  const habit = habitOf(device);
  if (habit.needsEnable) {
    await shell.readUntil(/[\w-]+> ?$/);
    shell.type('enable\n');
    await shell.readUntil(/Password: $/);
    shell.type(`${device.enable}\n`);
  }
  await shell.readUntil(habit.prompt);
}

/** Reads a device's configuration and cleans it with plain means, independent of the simulator's own. */
export async function readConfiguration(device: SimulatedDevice): Promise<string> {
  await using shell = await openShell(device, { username: clientUsername(device) });
  const habit = habitOf(device);
  await reachPrompt(shell, device);
  for (const line of habit.setUp) {
    shell.type(`${line}\n`);
    await shell.readUntil(habit.prompt);
  }
  shell.type(`${habit.command}\n`);
  return cleanOutput(await shell.readUntil(habit.prompt), habit.command);
}

/** Output of a command without echo, prompt, escape sequences and carriage returns. */
export function cleanOutput(printed: string, command: string): string {
  const plain = printed.replace(/\x1b\[[?0-9;]*[a-zA-Z]/g, '').replaceAll('\r', '');
  const afterEcho = plain.slice(plain.indexOf(command) + command.length);
  const lines = afterEcho
    .split('\n')
    .slice(1, -1)
    .map((line) => line.trimEnd());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  return lines.join('\n');
}
