import { pause } from '@netraven/common';
import type { Fault } from '../plan/fault.ts';
import type { Fleet } from '../system/start-fleet.ts';
import { type Role, SITES, type System } from '../system/start-system.ts';
import { chooseDeletion, deleteQueue } from './delete-queue.ts';
import { disturbDevices } from './disturb-devices.ts';

/** What faults are done to. */
export interface Field {
  readonly system: System;
  readonly fleet: Fleet;
}

const LOOK_AGAIN_MS = 500;

/** A fault that is being done. */
export interface Injection {
  /** What was hit, for people. */
  readonly target: string;
  /** Fulfils when the fault is over, which is not yet when the system has recovered. */
  readonly over: Promise<void>;
}

/**
 * Does one fault.
 * @param busy names of what another fault is hitting now
 * @returns undefined when everything it could hit is busy or down
 */
export function injectFault(
  { system, fleet }: Field,
  fault: Fault,
  busy: ReadonlySet<string>,
): Injection | undefined {
  const aimAt = (...kinds: Role['kind'][]) => {
    const roles = system.roles.filter(
      ({ name, kind, pid }) => kinds.includes(kind) && !busy.has(name) && pid() > 0,
    );
    return roles[Math.floor(fault.aim * roles.length)];
  };
  const at = (servers: System['natsServers']) =>
    servers[Math.floor(fault.aim * servers.length)] ?? system.nats.server;
  const onRole = (role: Role | undefined, act: (role: Role) => Promise<void>) =>
    role && { target: role.name, over: act(role) };
  const onPart = (target: string, act: () => Promise<void>) =>
    busy.has(target) ? undefined : { target, over: act() };
  const { forMs } = fault;
  switch (fault.kind) {
    case 'kill-executor':
      return onRole(aimAt('executor'), kill);
    case 'kill-dispatcher':
      return onRole(aimAt('dispatcher'), kill);
    case 'kill-git-writer':
      return onRole(aimAt('git-writer'), kill);
    case 'suspend-executor':
      return onRole(aimAt('executor'), (role) => suspend(role, forMs));
    case 'cut-nats':
      return onRole(aimAt('executor', 'dispatcher', 'git-writer'), ({ proxy }) =>
        hold(proxy.cut, proxy.open, forMs),
      );
    case 'freeze-nats':
      return onRole(aimAt('executor', 'dispatcher', 'git-writer'), ({ proxy }) =>
        hold(proxy.freeze, proxy.open, forMs),
      );
    case 'kill-nats':
      // In a cluster one at a time: it goes on as long as more than half of it is there.
      return onPart('nats-server', () => restart(at(system.natsServers), 'SIGKILL', forMs));
    case 'restart-postgres':
      return onPart('PostgreSQL', () => restart(system.postgres.server, 'SIGINT', forMs));
    case 'fill-disk':
      return onPart('disk', () => hold(system.disk.fill, system.disk.free, forMs));
    case 'delete-consumer':
    case 'delete-tasks':
    case 'delete-bucket': {
      const deletion = chooseDeletion(fault.kind, SITES, fault.aim);
      return onPart(deletion.target, () => deleteQueue(deletion, system.manager, () => pause(LOOK_AGAIN_MS)));
    }
    case 'disturb-devices':
      return onPart('devices', () => disturbDevices(fleet, fault.aim));
    default:
      return fault.kind satisfies never;
  }
}

/** Its supervisor starts it again. */
async function kill(role: Role): Promise<void> {
  process.kill(role.pid(), 'SIGKILL');
}

async function suspend(role: Role, forMs: number): Promise<void> {
  const pid = role.pid();
  process.kill(pid, 'SIGSTOP');
  await pause(forMs);
  process.kill(pid, 'SIGCONT');
}

async function hold(begin: () => void, end: () => void, forMs: number): Promise<void> {
  begin();
  await pause(forMs);
  end();
}

async function restart(
  server: System['nats']['server'],
  signal: 'SIGKILL' | 'SIGINT',
  forMs: number,
): Promise<void> {
  await server.halt(signal);
  await pause(forMs);
  await server.resume();
}
