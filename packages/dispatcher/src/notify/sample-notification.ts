import type { Notification, NotifiedDevice } from '@netraven/common/message';
import { buildNotification, noCounts } from './build-notification.ts';

/** A notification in which nothing is real, to try a target with. */
export function sampleNotification(target: string, id: string, now: Date): Notification {
  const at = now.toISOString();
  const device = { device: 'sample-1', site: 'default', platform: 'cisco_ios', at };
  const devices: NotifiedDevice[] = [
    {
      ...device,
      kind: 'failed',
      change: null,
      error: {
        code: 'NETRAVEN_CONNECT_TIMEOUT',
        message: 'sample-1: no answer from 192.0.2.1:22 within 20 s',
        hint: 'The device did not answer in time: check reachability, or raise limits.connectMs.',
      },
      failuresInRow: 2,
      serial: null,
    },
    {
      ...device,
      device: 'sample-2',
      kind: 'changed',
      change: {
        class: 'significant',
        isFirst: false,
        added: 1,
        removed: 1,
        commit: '0'.repeat(40),
        diff: '--- a/default/sample-2.cfg\n+++ b/default/sample-2.cfg\n@@ -1 +1 @@\n-hostname before\n+hostname after\n',
        omittedLines: 0,
      },
      error: null,
      failuresInRow: 0,
      serial: null,
    },
  ];
  return buildNotification({
    id,
    target,
    isTest: true,
    madeAt: now,
    counts: { ...noCounts(), failed: 1, changed: 1 },
    devices,
    maxBytes: 100_000,
  });
}
