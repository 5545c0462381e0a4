import { SECOND } from '@netraven/common';
import { hubStreams, inDomain, streamNames } from '@netraven/common/jetstream';
import { type Health, registerGauge, remember } from '@netraven/common/metric';
import type { Dispatcher } from './dispatcher.ts';
import { countWaiting } from './notify/count-waiting.ts';
import { countDevices } from './overview/count-devices.ts';
import { countSchedules } from './overview/count-schedules.ts';
import { readQueues } from './overview/read-queues.ts';

/** Several gauges are read from one answer. */
const REMEMBERED_MS = 5 * SECOND;
/** Counting a large inventory takes a while. */
const COUNTED_MS = 60 * SECOND;

/** Readiness and gauges of a dispatcher: the queues of every site, the streams of the hub, the inventory. */
export function watchDispatcher(dispatcher: Dispatcher, health: Health): Disposable {
  const { connection, config, inventory } = dispatcher;
  const managerOf = () => connection.jetstreamManager({ checkAPI: false, ...inDomain(config.nats.domain) });
  const queues = remember(REMEMBERED_MS, async () => readQueues(await managerOf()));
  const streams = remember(REMEMBERED_MS, async () => {
    const manager = await managerOf();
    return Promise.all(hubStreams(config.streams).map(({ name }) => manager.streams.info(name)));
  });
  const schedules = remember(REMEMBERED_MS, () => countSchedules(inventory));
  const devices = remember(COUNTED_MS, () => countDevices(inventory));
  health.add({
    name: 'streams',
    required: true,
    probe: async () => (await managerOf()).streams.info(streamNames.jobs),
  });

  const ofLanes = (value: (queue: Awaited<ReturnType<typeof readQueues>>[number]) => number) => async () =>
    (await queues()).map((queue) => ({
      labels: { site: queue.site, lane: queue.lane },
      value: value(queue),
    }));
  const ofStreams = (value: (stream: Awaited<ReturnType<typeof streams>>[number]) => number) => async () =>
    (await streams()).map((stream) => ({ labels: { stream: stream.config.name }, value: value(stream) }));
  const registrations = [
    registerGauge(
      'netraven_queue_pending',
      ofLanes(({ pending }) => pending),
    ),
    registerGauge(
      'netraven_queue_in_flight',
      ofLanes(({ inFlight }) => inFlight),
    ),
    registerGauge(
      'netraven_queue_pulls',
      ofLanes(({ pulls }) => pulls),
    ),
    registerGauge(
      'netraven_stream_messages',
      ofStreams(({ state }) => state.messages),
    ),
    registerGauge(
      'netraven_stream_bytes',
      ofStreams(({ state }) => state.bytes),
    ),
    registerGauge('netraven_stream_limit_bytes', async () =>
      (await ofStreams(({ config: { max_bytes } }) => max_bytes)()).filter(({ value }) => value > 0),
    ),
    registerGauge('netraven_devices', async () =>
      (await devices()).bySite.map(({ site, outcome, devices: value }) => ({
        labels: { site, outcome },
        value,
      })),
    ),
    registerGauge('netraven_schedules', async () => {
      const counts = await schedules();
      return (['enabled', 'disabled', 'problem'] as const).map((state) => ({
        labels: { state },
        value: counts[state],
      }));
    }),
    registerGauge('netraven_schedule_late_seconds', async () => [
      { labels: {}, value: (await schedules()).lateSeconds },
    ]),
    registerGauge('netraven_notification_waiting', async () =>
      (await countWaiting(inventory)).map(({ target, waiting: value }) => ({ labels: { target }, value })),
    ),
    registerGauge('netraven_quarantine_open', async () => [
      { labels: {}, value: (await devices()).quarantined },
    ]),
  ];
  return {
    [Symbol.dispose]: () => {
      for (const registration of registrations) registration[Symbol.dispose]();
    },
  };
}
