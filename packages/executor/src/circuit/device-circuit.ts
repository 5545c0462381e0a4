import { NetravenError } from '@netraven/common';
import { publishEvent } from '@netraven/common/jetstream';
import type { Task } from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import type { Executor } from '../executor.ts';
import { type CircuitEntry, circuitTarget, countFailure, judgeCircuit, judgeSession } from './circuit.ts';
import { type CircuitChange, changeCircuit, readCircuit } from './circuit-store.ts';

/** The circuit of a device during one session with it. */
export interface DeviceCircuit {
  /**
   * Takes note of how the session went, under the lease. Never throws: no capture is lost for it.
   * @param code the session's error; null after a capture
   * @returns what stands there while the circuit is open, else null
   */
  readonly note: (code: string | null) => Promise<CircuitEntry | null>;
  /** The session did not take place: another one may decide. Never throws. */
  readonly release: () => Promise<void>;
}

const noCircuit: DeviceCircuit = {
  note: () => Promise.resolve(null),
  release: () => Promise.resolve(),
};

/**
 * Asks whether a session with the device may begin. Called under the device's lease, which makes the one session that
 * decides over an open circuit the only one: whoever is asked while the mark of another stands knows that it died.
 * @throws NETRAVEN_TASK_CIRCUIT_OPEN
 */
export async function enterCircuit(executor: Executor, task: Task): Promise<DeviceCircuit> {
  if (executor.config.circuit.failures === 0) return noCircuit;
  const { circuit: bucket } = executor.stores;
  const target = circuitTarget(task);
  const device = task.device.name;
  const entered = await changeCircuit(bucket, device, (entry) => {
    if (entry === null) return null;
    const verdict = judgeCircuit(entry, { target, isProbe: task.isProbe }, Date.now());
    if (verdict === 'open') throw circuitOpen(device, entry);
    return verdict === 'probe' ? { ...entry, probe: task.id } : entry;
  });
  if (entered === null) throw new NetravenError('NETRAVEN_TASK_STOPPED', 'the circuit is being changed');
  const release = async () => {
    if (entered.after?.probe !== task.id) return;
    await changeCircuit(bucket, device, (entry) =>
      entry?.probe === task.id ? { ...entry, probe: null } : entry,
    ).catch((error: unknown) => executor.log.warn({ err: error, device }, 'the circuit stays half-open'));
  };
  return {
    release,
    note: async (code) => {
      const told = judgeSession(code);
      if (told === 'works' && entered.after === null) return null;
      if (told !== 'nothing')
        return noteSession(executor, task, { code: told === 'works' ? null : code, target });
      await release();
      return null;
    },
  };
}

/** Whether a task will end without a session; only a look. */
export async function isLeftAlone({ config, stores }: Executor, task: Task): Promise<boolean> {
  if (config.circuit.failures === 0) return false;
  const { entry } = await readCircuit(stores.circuit, task.device.name);
  const asked = { target: circuitTarget(task), isProbe: task.isProbe };
  return entry !== null && judgeCircuit(entry, asked, Date.now()) === 'open';
}

function circuitOpen(device: string, { failures, code, openUntil }: CircuitEntry): NetravenError {
  return new NetravenError(
    'NETRAVEN_TASK_CIRCUIT_OPEN',
    `${device}: left alone after ${failures} failures in a row, the last ${code}; next try after ${openUntil}`,
    { hint: `Mend what ${code} says, then run "netraven device reset ${device}"; or wait for the next try.` },
  );
}

/** @param seen `code` of the failure; null when the device works */
async function noteSession(
  executor: Executor,
  task: Task,
  seen: { readonly code: string | null; readonly target: string },
): Promise<CircuitEntry | null> {
  const { config, stores, log } = executor;
  const { code, target } = seen;
  try {
    const change = await changeCircuit(stores.circuit, task.device.name, (entry) => {
      if (code === null) return null;
      return countFailure(entry, { code, target, now: Date.now(), random: Math.random() }, config.circuit);
    });
    if (change === null) return null;
    announceCircuit(executor, task.device.name, change);
    return openEntry(change.after);
  } catch (error) {
    log.warn({ err: error, device: task.device.name }, 'the circuit could not be written');
    return null;
  }
}

function openEntry(entry: CircuitEntry | null): CircuitEntry | null {
  return entry?.openUntil == null ? null : entry;
}

/** Tells who watches that a circuit opened, opened again, or closed. */
export function announceCircuit(
  { connection, site, log }: Pick<Executor, 'connection' | 'site' | 'log'>,
  device: string,
  { before, after }: CircuitChange,
): void {
  const opened = openEntry(after);
  if (opened !== null) {
    const { failures, code, openUntil: until, openings } = opened;
    log.warn({ device, failures, code, until }, 'circuit opened');
    count('netraven_circuit_changes_total', { site, state: 'open' });
    const data = { device, failures, code, until, openings };
    publishEvent(connection, site, { noun: 'device', what: 'circuit-opened', data });
  } else if (openEntry(before) !== null) {
    log.info({ device }, 'circuit closed');
    count('netraven_circuit_changes_total', { site, state: 'closed' });
    publishEvent(connection, site, { noun: 'device', what: 'circuit-closed', data: { device } });
  }
}
