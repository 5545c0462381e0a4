import type { Overview } from '@netraven/common/api';

/** Two sites, one of them without an executor. */
export function makeOverview(): Overview {
  return {
    at: '2026-11-23T08:00:00.000Z',
    version: '0.1.0',
    openJobs: 1,
    openTasks: 1250,
    sites: [
      { name: 'ams', devices: 1200, failing: 3, executors: 1 },
      { name: 'fra', devices: 50, failing: 0, executors: 0 },
    ],
    queues: [
      { site: 'ams', lane: 'urgent', pending: 0, inFlight: 1 },
      { site: 'ams', lane: 'bulk', pending: 1150, inFlight: 49 },
      { site: 'fra', lane: 'urgent', pending: 0, inFlight: 0 },
      { site: 'fra', lane: 'bulk', pending: 50, inFlight: 0 },
    ],
    executors: [
      {
        name: 'host-1-ab12',
        site: 'ams',
        version: '0.1.0',
        startedAt: '2026-11-23T07:00:00.000Z',
        running: 50,
        slots: 50,
        paused: null,
        sessions: 900,
        changed: 12,
        unchanged: 880,
        failed: 7,
        quarantined: 1,
        retries: 4,
      },
    ],
    writers: [
      { version: '0.1.0', status: 'writing', batches: 9, failures: 0 },
      { version: '0.1.0', status: 'standby', batches: 0, failures: 0 },
    ],
    streams: [
      { name: 'NETRAVEN_TASKS', messages: 1250, bytes: 3_145_728, maxBytes: 0 },
      { name: 'NETRAVEN_SNAPSHOTS', messages: 2, bytes: 1_048_576, maxBytes: 4_194_304 },
    ],
    recent: {
      seconds: 60,
      outcomes: { unchanged: 290, changed: 9, failed: 1 },
      failures: [
        {
          at: '2026-11-23T07:59:58.000Z',
          site: 'ams',
          device: 'core\u001b[2J-1',
          outcome: 'failed',
          code: 'NETRAVEN_AUTH_FAILED',
          job: 'nightly-1',
        },
      ],
    },
  };
}
