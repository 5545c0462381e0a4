import type { JobRequest, Lane, Selection } from '@netraven/common/message';
import { jobIdSchema } from '@netraven/common/message';

/** What the broker knows of a request. */
export interface RequestFacts {
  /** `Nats-Msg-Id`, empty without one. */
  readonly messageId: string;
  /** W3C `traceparent` header, null without one. */
  readonly traceparent: string | null;
  /** When the broker stored it: the same at each delivery. */
  readonly storedAt: Date;
  /** In the stream; with the time it names the message for ever, also when the stream is made anew. */
  readonly sequence: number;
}

/** A job as it is first written, before its selection is looked at. */
export interface JobRow {
  readonly id: string;
  readonly lane: Lane;
  readonly selection: Selection;
  readonly requestedBy: string;
  readonly reason: string;
  readonly requestedAt: Date;
  readonly deadlineAt: Date | null;
  readonly traceparent: string | null;
  /** Name of the schedule it is of; null for any other request. */
  readonly schedule: string | null;
  /** The due time it is made for; null for none. */
  readonly dueAt: Date | null;
}

export function buildJobRow(request: JobRequest, facts: RequestFacts): JobRow {
  const { all, devices, tags, sites, platforms } = request;
  const seconds = request.deadlineSeconds;
  return {
    id: jobIdOf(request, facts),
    lane: request.lane,
    selection: { all, devices, tags, sites, platforms },
    requestedBy: request.requestedBy,
    reason: request.reason,
    requestedAt: facts.storedAt,
    deadlineAt: seconds === undefined ? null : new Date(facts.storedAt.getTime() + seconds * 1000),
    traceparent: facts.traceparent,
    schedule: null,
    dueAt: null,
  };
}

/**
 * The requester's own id, else its message id where that can be one, else a name of the message itself. Each is the
 * same when the request is delivered again, so that it stays one job.
 */
function jobIdOf(request: JobRequest, { messageId, storedAt, sequence }: RequestFacts): string {
  if (request.id !== undefined) return request.id;
  if (jobIdSchema.safeParse(messageId).success) return messageId;
  return `${storedAt.getTime().toString(36)}-${sequence}`;
}
