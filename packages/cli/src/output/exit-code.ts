import type { ErrorCode, ErrorRecord } from '@netraven/common';

/** The exit codes of every command; a command stopped by a signal ends with 128 and the signal's number. */
export const exitCodes = { done: 0, someFailed: 1, usage: 2, unreachable: 3 } as const;

const usage: ReadonlySet<ErrorCode> = new Set([
  'NETRAVEN_USAGE',
  'NETRAVEN_CONFIG_INVALID',
  'NETRAVEN_CONFIG_PERMISSIONS',
  'NETRAVEN_INSTANCE_RUNNING',
  'NETRAVEN_MESSAGE_INVALID',
  'NETRAVEN_NOT_FOUND',
  'NETRAVEN_CONFLICT',
  'NETRAVEN_IMPORT_INVALID',
  'NETRAVEN_SELECTION_EMPTY',
  'NETRAVEN_SEAL_MISSING',
  'NETRAVEN_SEAL_IDENTITY',
] satisfies ErrorCode[]);

const unreachable: ReadonlySet<ErrorCode> = new Set([
  'NETRAVEN_INSTANCE_MISSING',
  'NETRAVEN_NATS_SERVER_MISSING',
  'NETRAVEN_NATS_SERVER_FAILED',
  'NETRAVEN_NATS_UNREACHABLE',
  'NETRAVEN_DATABASE_MISSING',
  'NETRAVEN_DATABASE_FAILED',
  'NETRAVEN_DATABASE_UNREACHABLE',
  'NETRAVEN_DATABASE_BUSY',
  'NETRAVEN_API_UNREACHABLE',
] satisfies ErrorCode[]);

/** The exit code of a command that ended with this error. */
export function exitCodeOf({ code }: ErrorRecord): number {
  if (usage.has(code)) return exitCodes.usage;
  if (unreachable.has(code)) return exitCodes.unreachable;
  return exitCodes.someFailed;
}
