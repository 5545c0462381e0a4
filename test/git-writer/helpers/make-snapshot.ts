import { captureId, packContent, type Snapshot, sha256, snapshotSchema } from '@netraven/common/message';

/** What differs from one snapshot of a test to the next; the rest is filled in. */
export interface SnapshotParts {
  readonly device?: number;
  readonly text?: string;
  readonly revision?: number;
  readonly epoch?: number;
  readonly site?: string;
  readonly path?: string;
  readonly task?: string;
  readonly sealed?: Uint8Array | null;
  readonly sealedTo?: string | null;
  readonly reseal?: boolean;
  readonly base?: string | null;
}

export const deviceName = (id: number) => `device-${id}`;
export const devicePath = (id: number, site = 'default') => `${site}/device-${id}.cfg`;

/** A valid snapshot with its content inside. */
export function makeSnapshot(parts: SnapshotParts = {}): Snapshot {
  const {
    device = 1,
    text = 'hostname one\n',
    revision = 1,
    epoch = 1,
    site = 'default',
    base = null,
  } = parts;
  const task = parts.task ?? `job-${revision}-${device}`;
  const fence = `${epoch}-1700000000000-${revision}`;
  const packed = packContent({ text, sealed: parts.sealed ?? null });
  return snapshotSchema.parse({
    v: 1,
    capture: captureId(task, fence),
    task,
    job: task.slice(0, task.lastIndexOf('-')),
    site,
    device: { id: device, name: deviceName(device), path: parts.path ?? devicePath(device, site), epoch },
    platform: 'cisco_ios',
    fence,
    capturedAt: new Date(Date.UTC(2026, 0, 1) + revision * 1000).toISOString(),
    hash: sha256(text),
    bytes: Buffer.byteLength(text),
    lines: text.split('\n').length - 1,
    change: 'significant',
    diff: { base, added: 0, removed: 0 },
    content: { kind: 'inline', data: packed.toString('base64') },
    sealedTo: parts.sealedTo ?? null,
    reseal: parts.reseal ?? false,
    traceparent: null,
  });
}
