import type { JetStreamClient, MsgHdrs, PubAck } from 'nats';
import { pause, retryDelay } from '../time.ts';
import { isRefused } from './api-error.ts';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5000;

export interface DurableMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  /** `Nats-Msg-Id`: makes doing it again harmless. */
  readonly messageId: string;
  /** The stream that must store it. */
  readonly stream: string;
  readonly headers?: MsgHdrs;
}

/**
 * Publishes until the broker confirms that it is stored. A publish that timed out has an unknown outcome, so it is
 * done again with the same id; a full stream or an absent server is waited for.
 * @throws what the server refuses for good (see `isRefused`), and the last error when the signal fires first
 */
export async function publishDurable(
  client: JetStreamClient,
  message: DurableMessage,
  signal: AbortSignal,
): Promise<PubAck> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.publish(message.subject, message.data, {
        msgID: message.messageId,
        expect: { streamName: message.stream },
        ...(message.headers ? { headers: message.headers } : {}),
      });
    } catch (error) {
      if (isRefused(error) || signal.aborted) throw error;
      await pause(retryDelay(attempt, FIRST_DELAY_MS, LONGEST_DELAY_MS, Math.random()), signal);
    }
  }
}
