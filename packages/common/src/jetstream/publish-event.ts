import type { NatsConnection } from 'nats';
import type { NetravenEvent } from '../message/event.ts';
import { subjects } from '../message/subjects.ts';

/**
 * Tells whoever watches that something happened. Fire and forget: nothing waits for an event, and nothing breaks
 * when one is lost.
 * @param scope the site, or `hub`
 */
export function publishEvent(
  connection: NatsConnection,
  scope: string,
  event: Pick<NetravenEvent, 'noun' | 'what' | 'data'>,
): void {
  if (connection.isClosed()) return;
  const body: NetravenEvent = { v: 1, at: new Date().toISOString(), ...event };
  connection.publish(subjects.event(scope, event.noun, event.what), JSON.stringify(body));
}
