import { eventSchema, type NetravenEvent, parseMessage } from '@netraven/common/message';
import type { NatsConnection } from 'nats';

/** Events as they arrive; what is not an event of this version is passed over. */
export async function* readEvents(connection: NatsConnection, filter = '>'): AsyncGenerator<NetravenEvent> {
  const subscription = connection.subscribe(`netraven.events.${filter}`);
  try {
    for await (const { subject, data } of subscription) {
      try {
        yield parseMessage(subject, eventSchema, data);
      } catch {
        // Of a newer service: this client does not know what it says.
      }
    }
  } finally {
    subscription.unsubscribe();
  }
}
