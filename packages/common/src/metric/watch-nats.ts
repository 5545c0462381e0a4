import { Events, type NatsConnection } from 'nats';
import { SECOND } from '../time.ts';
import type { Health } from './health.ts';
import { count, registerGauge } from './metrics.ts';
import { remember } from './remember.ts';

/** One round trip serves readiness and metrics. */
const RTT_REMEMBERED_MS = 0.5 * SECOND;

/** Readiness and metrics of the connection to NATS. */
export function watchNats(connection: NatsConnection, health: Health): Disposable {
  let isConnected = true;
  const rtt = remember(RTT_REMEMBERED_MS, () => connection.rtt());
  health.add({
    name: 'nats',
    required: true,
    probe: async () => {
      if (!isConnected || connection.isClosed()) throw new Error('not connected');
      await rtt();
    },
  });
  const statuses = connection.status();
  const listen = async () => {
    for await (const { type } of statuses) {
      if (type === Events.Disconnect) {
        isConnected = false;
        count('netraven_nats_disconnects_total', {});
      }
      if (type === Events.Reconnect) {
        isConnected = true;
        count('netraven_nats_reconnects_total', {});
      }
    }
  };
  void listen();
  const stats = (inValue: number, outValue: number) => [
    { labels: { direction: 'in' }, value: inValue },
    { labels: { direction: 'out' }, value: outValue },
  ];
  const registrations = [
    registerGauge('netraven_nats_connected', () => [
      { labels: {}, value: isConnected && !connection.isClosed() ? 1 : 0 },
    ]),
    registerGauge('netraven_nats_rtt_seconds', async () =>
      isConnected ? [{ labels: {}, value: (await rtt()) / SECOND }] : [],
    ),
    registerGauge('netraven_nats_messages_total', () => {
      const { inMsgs, outMsgs } = connection.stats();
      return stats(inMsgs, outMsgs);
    }),
    registerGauge('netraven_nats_bytes_total', () => {
      const { inBytes, outBytes } = connection.stats();
      return stats(inBytes, outBytes);
    }),
  ];
  return {
    [Symbol.dispose]: () => {
      for (const registration of registrations) registration[Symbol.dispose]();
    },
  };
}
