import { SECOND, waitAtMost } from '@netraven/common';
import type { SupervisedServer } from '../embedded/supervise-server.ts';
import { allOrNone } from './all-or-none.ts';
import type { RolePlan } from './role-configs.ts';
import { type StartRoleOptions, startRole } from './start-role.ts';

/** How long the others still serve the executors that hand back their sessions. */
const HEAD_START_MS = 6 * SECOND;

export interface RunningRoles {
  /** Ends all: executors first, so that what they hand back still finds its way. */
  stop(): Promise<void>;
  /** Ends all at once and keeps them down; what was in flight is left to the next start. */
  halt(): Promise<void>;
  /** The same without waiting, for a process that is about to exit. */
  kill(): void;
}

/** Starts all roles and returns once each is ready; if one is not, none is left running. */
export async function startRoles(
  plans: readonly RolePlan[],
  options: StartRoleOptions,
): Promise<RunningRoles> {
  const servers = await allOrNone(
    plans.map((plan) => startRole(plan, options)),
    (server) => server.stop(),
  );
  const executors = servers.filter((_server, index) => plans[index]?.role === 'executor');
  const others = servers.filter((server) => !executors.includes(server));
  return {
    stop: async () => {
      const executorsStopped = stopAll(executors);
      await waitAtMost(HEAD_START_MS, executorsStopped);
      await Promise.all([executorsStopped, stopAll(others)]);
    },
    halt: async () => void (await Promise.all(servers.map((server) => server.halt('SIGKILL')))),
    kill: () => {
      for (const server of servers) if (server.pid() > 0) process.kill(server.pid(), 'SIGKILL');
    },
  };
}

async function stopAll(servers: readonly SupervisedServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}
