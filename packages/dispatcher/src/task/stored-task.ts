import { apiErrorCode, jetstreamErrors, streamNames } from '@netraven/common/jetstream';
import { type Lane, subjects } from '@netraven/common/message';
import type { JetStreamManager } from 'nats';
import { z } from 'zod';

/** Where a task message stands. */
export interface TaskAddress {
  readonly site: string;
  readonly lane: Lane;
  readonly deviceName: string;
}

/** The message that occupies a device's subject, queued or at an executor; `task` is null when it cannot be read. */
export interface StoredTask {
  readonly sequence: number;
  readonly task: string | null;
}

const idSchema = z.object({ id: z.string() });

export async function readStoredTask(
  manager: JetStreamManager,
  { site, lane, deviceName }: TaskAddress,
): Promise<StoredTask | null> {
  try {
    const stored = await manager.streams.getMessage(streamNames.tasks, {
      last_by_subj: subjects.task(site, lane, deviceName),
    });
    return { sequence: stored.seq, task: taskIdOf(stored.data) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Takes a message off the queue, also from under an executor that holds it; gone already is fine. */
export async function deleteStoredTask(manager: JetStreamManager, sequence: number): Promise<void> {
  try {
    await manager.streams.deleteMessage(streamNames.tasks, sequence, false);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function taskIdOf(data: Uint8Array): string | null {
  try {
    return idSchema.parse(JSON.parse(Buffer.from(data).toString('utf8'))).id;
  } catch {
    return null;
  }
}

function isMissing(error: unknown): boolean {
  const code = apiErrorCode(error);
  return code === jetstreamErrors.messageNotFound || code === jetstreamErrors.sequenceNotFound;
}
