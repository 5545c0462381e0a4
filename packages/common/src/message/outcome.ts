import { z } from 'zod';
import { type ErrorCode, errorTable } from '../error-table.ts';

/** The one recorded end of a task. */
export const outcomes = [
  'changed',
  'unchanged',
  'failed',
  'quarantined',
  'superseded',
  'coalesced',
  'cancelled',
] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = (typeof outcomes)[number];

/** Weight of a change: real, only values of secrets, only what the device itself varies, only a new fingerprint key. */
export const changeClasses = ['significant', 'secret-only', 'insignificant', 'rekeyed'] as const;
export const changeClassSchema = z.enum(changeClasses);
export type ChangeClass = (typeof changeClasses)[number];

export const jobStatuses = [
  'PENDING',
  'RUNNING',
  'COMPLETED_SUCCESS',
  'COMPLETED_PARTIAL_FAILURE',
  'COMPLETED_FAILURE',
  'COMPLETED_NO_DEVICES',
  'CANCELLED',
] as const;
export const jobStatusSchema = z.enum(jobStatuses);
export type JobStatus = (typeof jobStatuses)[number];

export const errorRecordSchema = z.object({
  code: z
    .string()
    .transform(
      (code): ErrorCode => (Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'NETRAVEN_INTERNAL'),
    ),
  message: z.string(),
  hint: z.string(),
  retryable: z.boolean(),
});
