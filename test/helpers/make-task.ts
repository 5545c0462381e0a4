import { defaultLimits } from '@netraven/common/config';
import type { Task } from '@netraven/common/message';

export interface TaskChanges extends Partial<Omit<Task, 'device'>> {
  readonly device: Partial<Task['device']>;
}

/** A task for a device at `host:port`, valid as it is; change what the test is about. */
export function makeTask({ device, ...changes }: TaskChanges): Task {
  const name = device.name ?? 'r1';
  return {
    v: 1,
    id: 'job-1',
    job: 'job',
    site: 'ams',
    lane: 'bulk',
    requestedAt: new Date().toISOString(),
    deadlineAt: null,
    credentials: [],
    jumps: [],
    hostKey: { policy: 'trust-on-first-use', pinned: [] },
    algorithms: 'modern',
    limits: { ...defaultLimits },
    known: { fence: null, hash: null, bytes: null, sealedTo: null },
    maxAttempts: 3,
    isProbe: false,
    traceparent: null,
    ...changes,
    device: {
      id: 1,
      name,
      host: '127.0.0.1',
      port: 22,
      platform: 'cisco_ios',
      epoch: 1,
      path: `ams/${name}.cfg`,
      serial: null,
      hostname: null,
      ...device,
    },
  };
}
