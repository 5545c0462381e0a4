import type { ErrorCode } from '@netraven/common';

/** The number that goes with an error in `Nats-Service-Error-Code`, by the meaning HTTP gives it. */
export function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'NETRAVEN_MESSAGE_INVALID':
    case 'NETRAVEN_IMPORT_INVALID':
    case 'NETRAVEN_SCHEDULE_NEVER_DUE':
    case 'NETRAVEN_USAGE':
      return 400;
    case 'NETRAVEN_NOT_FOUND':
      return 404;
    case 'NETRAVEN_CONFLICT':
      return 409;
    case 'NETRAVEN_API_UNREACHABLE':
    case 'NETRAVEN_DATABASE_BUSY':
    case 'NETRAVEN_DATABASE_UNREACHABLE':
    case 'NETRAVEN_NATS_UNREACHABLE':
      return 503;
    default:
      return 500;
  }
}
