import { NetravenError } from '@netraven/common';
import { type Config, defaultLimits } from '@netraven/common/config';
import {
  type Lane,
  type Limits,
  limitsSchema,
  parseValue,
  type Task,
  taskSchema,
} from '@netraven/common/message';
import { findPlatform } from '@netraven/common/platform';
import { matchCredentials, type StoredCredential } from './match-credentials.ts';

/** A task row that waits to be published, with the device as it stands in the inventory now. */
export interface WaitingTask {
  readonly id: string;
  readonly job: string;
  readonly lane: Lane;
  /** Times the message was published before and lost. */
  readonly republished: number;
  readonly requestedAt: string;
  readonly deadlineAt: string | null;
  /** Of the job; null where nobody traces. */
  readonly traceparent: string | null;
  /** The job asks for this device alone, and at once. */
  readonly isProbe: boolean;
  /** Tasks of its job. */
  readonly jobTasks: number;
  readonly deviceName: string;
  /** Null once the device is removed. */
  readonly device: DeviceRow | null;
}

export interface DeviceRow {
  readonly id: number;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly platform: string;
  readonly site: string;
  readonly tags: readonly string[];
  readonly path: string;
  readonly algorithms: Task['algorithms'];
  readonly hostKeyPolicy: Task['hostKey']['policy'];
  readonly limits: Partial<Limits>;
  readonly jumps: readonly string[];
  readonly epoch: number;
  readonly movedFrom: string | null;
  readonly serial: string | null;
  readonly hostname: string | null;
  readonly pinned: readonly string[];
  readonly known: Task['known'];
}

/** A device that serves others as a jump host. */
export interface JumpRow {
  readonly id: number;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tags: readonly string[];
  readonly pinned: readonly string[];
}

/** What the tasks of a batch are built from besides their rows. */
export interface TaskSources {
  readonly credentials: readonly StoredCredential[];
  /** By device name. */
  readonly jumps: ReadonlyMap<string, JumpRow>;
  readonly config: Pick<Config, 'limits' | 'retry'>;
}

/**
 * The message of a task: all its executor needs. A platform unknown here goes as it is written, since an executor may
 * know it.
 * @throws NETRAVEN_NOT_FOUND for a device or jump host that is no longer in the inventory,
 *   NETRAVEN_MESSAGE_INVALID for a row that makes no valid message
 */
export function buildTask(waiting: WaitingTask, { credentials, jumps, config }: TaskSources): Task {
  const { device } = waiting;
  if (device === null) {
    throw new NetravenError(
      'NETRAVEN_NOT_FOUND',
      `device ${waiting.deviceName} was removed before its task was published`,
    );
  }
  const task: Task = {
    v: 1,
    id: waiting.id,
    job: waiting.job,
    site: device.site,
    lane: waiting.lane,
    requestedAt: waiting.requestedAt,
    deadlineAt: waiting.deadlineAt,
    device: {
      id: device.id,
      name: device.name,
      host: device.host,
      port: device.port,
      platform: findPlatform(device.platform)?.name ?? device.platform,
      epoch: device.epoch,
      path: device.path,
      serial: device.serial,
      hostname: device.hostname,
    },
    credentials: matchCredentials(device.tags, device.site, credentials),
    jumps: device.jumps.map((name) => buildJump(jumps, name, { device, credentials })),
    hostKey: { policy: device.hostKeyPolicy, pinned: [...device.pinned] },
    algorithms: device.algorithms,
    limits: effectiveLimits(config, device),
    known: device.known,
    maxAttempts: config.retry.maxAttempts,
    isProbe: waiting.isProbe,
    traceparent: waiting.traceparent,
  };
  return parseValue(`task of device ${device.name}`, taskSchema, task);
}

/** What bounds a session with the device: its own limits, else the configured ones, else the defaults. */
export function effectiveLimits(
  { limits }: Pick<Config, 'limits'>,
  device: Pick<DeviceRow, 'limits'>,
): Limits {
  return overlay(defaultLimits, limits, device.limits);
}

type SomeLimits = { readonly [K in keyof Limits]?: Limits[K] | undefined };

/** The later value wins wherever it is set. */
function overlay(base: Limits, ...overrides: readonly SomeLimits[]): Limits {
  const limits: Limits = { ...base };
  for (const override of overrides) {
    for (const key of limitsSchema.keyof().options) limits[key] = override[key] ?? limits[key];
  }
  return limits;
}

/** A jump host's credentials are chosen by its own tags, from the copies sealed for the device's site. */
function buildJump(
  jumps: ReadonlyMap<string, JumpRow>,
  name: string,
  { device, credentials }: { device: DeviceRow; credentials: readonly StoredCredential[] },
): Task['jumps'][number] {
  const jump = jumps.get(name);
  if (!jump) {
    throw new NetravenError(
      'NETRAVEN_NOT_FOUND',
      `jump host ${name} of device ${device.name} is not in the inventory`,
      { hint: 'Add the jump host as a device, or correct the jumps of the device.' },
    );
  }
  return {
    name: jump.name,
    device: jump.id,
    host: jump.host,
    port: jump.port,
    credentials: matchCredentials(jump.tags, device.site, credentials),
    hostKeys: [...jump.pinned],
  };
}
