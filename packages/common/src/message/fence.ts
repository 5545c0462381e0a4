import { z } from 'zod';

/**
 * The order of a device's captures: the epoch (raised when the device moves to another site), the creation time of
 * the site's fence bucket in milliseconds (a replaced store starts a later one), and the bucket's revision.
 * Written `epoch-created-revision`.
 */
export interface Fence {
  readonly epoch: number;
  readonly createdMs: number;
  readonly revision: number;
}

const WRITTEN = /^(\d{1,10})-(\d{1,15})-(\d{1,15})$/;

export const fenceSchema = z.string().regex(WRITTEN, 'must be epoch-created-revision');

export function formatFence(fence: Fence): string {
  return `${fence.epoch}-${fence.createdMs}-${fence.revision}`;
}

/** Reads a fence that passed `fenceSchema`. */
export function parseFence(written: string): Fence {
  const match = WRITTEN.exec(written);
  if (!match) throw new Error(`not a fence: ${written}`);
  return { epoch: Number(match[1]), createdMs: Number(match[2]), revision: Number(match[3]) };
}

/** Negative when `a` is older than `b`, zero when they are the same, positive when newer. */
export function compareFences(a: string, b: string): number {
  const [x, y] = [parseFence(a), parseFence(b)];
  return x.epoch - y.epoch || x.createdMs - y.createdMs || x.revision - y.revision;
}

/** The id of one capture: a second attempt of a task may see newer content, so the task id alone is not enough. */
export function captureId(taskId: string, fence: string): string {
  return `${taskId}.${fence}`;
}
