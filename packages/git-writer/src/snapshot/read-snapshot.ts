import { NetravenError } from '@netraven/common';
import {
  captureId,
  parseFence,
  parseMessage,
  type Snapshot,
  snapshotSchema,
  subjects,
} from '@netraven/common/message';
import { checkConfigPath } from '../content/config-path.ts';

const TASK_ID = /^[A-Za-z0-9-]{1,80}$/;

/**
 * Reads a message of `netraven.snapshots.>`. What passes can be written to git and PostgreSQL as it is; the subject,
 * which the broker's permissions guard, must name the same site and device as the body.
 * @throws NETRAVEN_MESSAGE_INVALID
 */
export function readSnapshot(subject: string, body: Uint8Array): Snapshot {
  const snapshot = parseMessage('snapshot', snapshotSchema, body);
  const refusal = findContradiction(subject, snapshot);
  if (refusal) throw new NetravenError('NETRAVEN_MESSAGE_INVALID', `snapshot: ${refusal}`);
  checkConfigPath(snapshot.device.path);
  return snapshot;
}

function findContradiction(
  subject: string,
  { site, device, task, fence, capture }: Snapshot,
): string | undefined {
  const expected = subjects.snapshot(site, device.name);
  if (subject !== expected) return `subject: must be ${expected}, got ${subject.slice(0, 200)}`;
  if (!TASK_ID.test(task)) return 'task: must be 1 to 80 of letters, digits and -';
  if (capture !== captureId(task, fence)) return `capture: must be ${captureId(task, fence)}`;
  if (parseFence(fence).epoch !== device.epoch) return `fence: must begin with the epoch ${device.epoch}`;
  return undefined;
}
