import { randomUUID } from 'node:crypto';
import type { EmbeddedNats } from '@netraven/cli/embedded';
import { connectNats, publishDurable, streamNames } from '@netraven/common/jetstream';

/** The oldest snapshot of each device, to be sent once more when newer ones are settled. */
export interface KeptSnapshots extends AsyncDisposable {
  /** Publishes them again, as messages nobody has seen: what a restored outbox or a late partition brings. */
  replay(most: number): Promise<number>;
}

const WAIT_MS = 10_000;

export async function keepSnapshots(nats: EmbeddedNats): Promise<KeptSnapshots> {
  const login = { url: nats.url, user: 'admin', password: nats.logins.admin.password.reveal() };
  const connection = await connectNats(login, { name: 'chaos', waitMs: WAIT_MS });
  const oldest = new Map<string, Uint8Array>();
  connection.subscribe('netraven.snapshots.>', {
    callback: (error, { subject, data }) => {
      if (!error && !oldest.has(subject)) oldest.set(subject, Uint8Array.from(data));
    },
  });
  return {
    replay: async (most) => {
      const client = connection.jetstream({ domain: nats.domain });
      const replayed = [...oldest].slice(0, most);
      for (const [subject, data] of replayed) {
        const message = { subject, data, messageId: randomUUID(), stream: streamNames.snapshots };
        await publishDurable(client, message, AbortSignal.timeout(WAIT_MS));
      }
      return replayed.length;
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
