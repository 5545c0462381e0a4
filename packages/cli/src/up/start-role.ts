import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, NetravenError, SECOND } from '@netraven/common';
import { monitorAddress } from '@netraven/common/metric';
import { stringify } from 'yaml';
import { awaitOrphan } from '../embedded/await-orphan.ts';
import { spawnGuarded } from '../embedded/spawn-guarded.ts';
import { type SupervisedServer, superviseServer } from '../embedded/supervise-server.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { writePrivate } from '../instance/write-private.ts';
import { lineReason } from './log-line.ts';
import type { RolePlan } from './role-configs.ts';

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const PROGRAM = fileURLToPath(new URL(`../../bin/netraven.${EXTENSION}`, import.meta.url));
const READY_LIMIT_MS = 60 * SECOND;
/**
 * Executors finish their sessions within `executor.stopGraceMs`, at most 10 s, and hand the others back within 5 s more;
 * the others finish what they have in hand.
 */
const END_LIMIT_MS = { executor: 16 * SECOND, dispatcher: 8 * SECOND, 'git-writer': 8 * SECOND } as const;

export interface StartRoleOptions {
  readonly paths: InstancePaths;
  readonly log: Logger;
  /** Lines the role prints, but for `ready`. */
  readonly onLine: (name: string, line: string) => void;
  /** Where a role serves its metrics; undefined while it is being started. */
  readonly onMonitor: (name: string, address: string | undefined) => void;
  /** Once fired, a role that starts is not waited for. */
  readonly signal: AbortSignal;
}

/**
 * Runs one role as a process of its own and returns once it is ready. It is started again when it crashes, and it ends
 * with this process however that ends.
 * @throws NETRAVEN_ROLE_FAILED when it does not become ready the first time
 */
export async function startRole(plan: RolePlan, options: StartRoleOptions): Promise<SupervisedServer> {
  const { paths, log, signal } = options;
  const configFile = join(paths.run, `${plan.name}.yaml`);
  const pidFile = join(paths.run, `${plan.name}.pid`);
  await writePrivate(configFile, stringify(plan.config));
  let isReady = false;
  return superviseServer({
    name: plan.name,
    log,
    readyLimitMs: READY_LIMIT_MS,
    spawn: async () => {
      await awaitOrphan(pidFile, configFile);
      isReady = false;
      options.onMonitor(plan.name, undefined);
      const child = await spawnGuarded({
        command: process.execPath,
        args: [PROGRAM, plan.role, ...plan.args, '--config', configFile, '--json'],
        endSignal: 'SIGTERM',
        endLimitMs: END_LIMIT_MS[plan.role],
        env: roleEnvironment(process.env, plan.role),
        onLine: (line) => {
          const address = monitorAddress(line);
          if (address !== undefined) return options.onMonitor(plan.name, address);
          if (line.trim() !== 'ready') return options.onLine(plan.name, line);
          isReady = true;
        },
      });
      await writeFile(pidFile, `${child.pid}\n`, { mode: 0o600 });
      return child;
    },
    isReady: async () => isReady || signal.aborted,
    explain: (lastLine, isLate) => {
      const failure = isLate
        ? `was not ready within ${READY_LIMIT_MS / SECOND} s`
        : 'ended before it was ready';
      return new NetravenError('NETRAVEN_ROLE_FAILED', `${plan.name} ${failure}: ${lineReason(lastLine)}`, {
        hint: `See ${join(paths.log, `${plan.name}.log`)}.`,
      });
    },
  });
}

/** Keys that an operator hands over in the environment; executors alone get them. */
const keyVariables: readonly string[] = ['NETRAVEN_SECRETS_IDENTITY', 'NETRAVEN_SECRETS_FINGERPRINT_KEY'];

/** The environment of this process without netraven's settings: a role reads them from its own file. */
export function roleEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  role: RolePlan['role'],
): Record<string, string> {
  const isKept = (name: string) =>
    !name.startsWith('NETRAVEN_') ||
    name === 'NETRAVEN_TEST_RUN' ||
    (role === 'executor' && keyVariables.includes(name));
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && isKept(name)) kept[name] = value;
  }
  return kept;
}
