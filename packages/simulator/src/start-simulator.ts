import { z } from 'zod';
import { type DeviceCounts, SimulatedDevice } from './device/simulated-device.ts';
import { planDevices } from './plan-devices.ts';
import { openSessionLog } from './session-log/open-session-log.ts';
import {
  type SimulatorOptions,
  type SimulatorSettings,
  simulatorOptionsSchema,
} from './simulator-options.ts';
import { openHostKeys } from './ssh/host-keys.ts';
import { listenDevice } from './ssh/listen-device.ts';
import { readTranscript } from './transcript/read-transcript.ts';

/** Simulated devices that listen; disposing closes them and their connections. */
export interface Simulator extends AsyncDisposable {
  readonly devices: readonly SimulatedDevice[];
  /** @throws an error when no device has that name */
  device(name: string): SimulatedDevice;
  /** The devices' counts added up. */
  stats(): DeviceCounts;
}

/**
 * Starts simulated network devices and returns once every one accepts connections.
 * @throws when an option is wrong, a transcript cannot be read, or an address is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = parseOptions(options);
  const transcripts = await Promise.all(
    settings.transcripts.map(async (read) => ({
      options: read,
      transcript: await readTranscript(read.file),
    })),
  );
  const devices = new Map<string, SimulatedDevice>();
  for (const plan of planDevices(settings, transcripts)) {
    if (devices.has(plan.name)) throw new Error(`two devices are named ${plan.name}`);
    devices.set(plan.name, new SimulatedDevice(plan));
  }
  const opened = new AsyncDisposableStack();
  try {
    const log = opened.use(openSessionLog(settings.sessionLog));
    const hostKeys = await openHostKeys(settings.keysFolder);
    let sessions = 0;
    const context = { hostKeys, nextSession: () => ++sessions, note: log.write };
    for (const device of devices.values()) opened.use(await listenDevice(device, context));
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
  return {
    devices: [...devices.values()],
    device: (name) => {
      const device = devices.get(name);
      if (!device) throw new Error(`no simulated device is named ${name}`);
      return device;
    },
    stats: () => addCounts([...devices.values()].map((device) => device.counts)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function parseOptions(options: SimulatorOptions): SimulatorSettings {
  const parsed = simulatorOptionsSchema.safeParse(options);
  if (!parsed.success) throw new Error(`simulator options are wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function addCounts(all: readonly DeviceCounts[]): DeviceCounts {
  const total: DeviceCounts = { connections: 0, live: 0, authenticated: 0, shells: 0, execs: 0, commands: 0 };
  for (const counts of all) {
    total.connections += counts.connections;
    total.live += counts.live;
    total.authenticated += counts.authenticated;
    total.shells += counts.shells;
    total.execs += counts.execs;
    total.commands += counts.commands;
  }
  return total;
}
