import { isRefused, isSubjectOccupied, streamNames, traceHeaders } from '@netraven/common/jetstream';
import { subjects, type Task } from '@netraven/common/message';
import { beginSpan, type OpenSpan } from '@netraven/common/trace';
import { ErrorCode, type JetStreamClient, NatsError } from 'nats';

const PUBLISH_TIMEOUT_MS = 5000;

export interface TaskMessage {
  readonly task: Task;
  /** `Nats-Msg-Id`: the task's id, or a fresh one for a message that was lost. */
  readonly messageId: string;
}

/** What became of one publish; `unknown` means again with the same id. */
export type Sent =
  | { readonly kind: 'stored' }
  | { readonly kind: 'occupied' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'unknown'; readonly error: unknown };

/** Publishes a window of tasks at once and says of each, in the same order, what the broker answered. */
export function sendTasks(client: JetStreamClient, messages: readonly TaskMessage[]): Promise<Sent[]> {
  return Promise.all(messages.map((message) => sendTask(client, message)));
}

async function sendTask(client: JetStreamClient, { task, messageId }: TaskMessage): Promise<Sent> {
  const span = beginPublish(task);
  const sent = await publishTask(client, { task: { ...task, traceparent: span.traceparent }, messageId });
  span.end({ attributes: { 'netraven.sent': sent.kind } });
  return sent;
}

async function publishTask(client: JetStreamClient, { task, messageId }: TaskMessage): Promise<Sent> {
  try {
    await client.publish(subjects.task(task.site, task.lane, task.device.name), JSON.stringify(task), {
      msgID: messageId,
      expect: { streamName: streamNames.tasks },
      timeout: PUBLISH_TIMEOUT_MS,
      ...traceHeaders(task.traceparent),
    });
    return { kind: 'stored' };
  } catch (error) {
    if (isSubjectOccupied(error)) return { kind: 'occupied' };
    return { kind: isTooLarge(error) || isRefused(error) ? 'refused' : 'unknown', error };
  }
}

function beginPublish(task: Task): OpenSpan {
  return beginSpan({
    name: 'publish task',
    kind: 'producer',
    parent: task.traceparent,
    attributes: {
      'netraven.job': task.job,
      'netraven.task': task.id,
      'netraven.device': task.device.name,
      'netraven.site': task.site,
      'netraven.lane': task.lane,
    },
  });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof NatsError && error.code === ErrorCode.MaxPayloadExceeded;
}
