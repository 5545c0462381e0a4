import { type MetricFacts, metricRoles, seconds } from '../metric-facts.ts';

/** Jobs, queues, the inventory, schedules and notifications. */
export const dispatcherMetrics = {
  netraven_jobs_accepted_total: {
    kind: 'counter',
    labels: ['lane'],
    roles: ['dispatcher'],
    help: 'Job requests that became a job.',
  },
  netraven_jobs_closed_total: {
    kind: 'counter',
    labels: ['status'],
    roles: ['dispatcher'],
    help: 'Jobs that came to their end, by status.',
  },
  netraven_tasks_published_total: {
    kind: 'counter',
    labels: ['site', 'lane'],
    roles: ['dispatcher'],
    help: 'Task messages the broker stored.',
  },
  netraven_tasks_total: {
    kind: 'counter',
    labels: ['site', 'outcome', 'code'],
    roles: metricRoles,
    help: 'Tasks that came to their end, counted by whichever role recorded it; code is empty without an error.',
  },
  netraven_stage_failures_total: {
    kind: 'counter',
    labels: ['stage'],
    roles: ['dispatcher'],
    help: 'Steps of a stage of the dispatcher that failed and are tried again.',
  },
  netraven_api_request_seconds: {
    kind: 'histogram',
    labels: ['endpoint', 'result'],
    buckets: seconds(0.005, 30),
    roles: ['dispatcher'],
    help: 'Requests to the control API, waiting included; result is ok or error.',
  },
  netraven_queue_pending: {
    kind: 'gauge',
    labels: ['site', 'lane'],
    roles: ['dispatcher'],
    help: 'Tasks in NETRAVEN_TASKS that no executor has taken yet.',
  },
  netraven_queue_in_flight: {
    kind: 'gauge',
    labels: ['site', 'lane'],
    roles: ['dispatcher'],
    help: 'Tasks an executor holds, or that wait out a delay before the next attempt.',
  },
  netraven_queue_pulls: {
    kind: 'gauge',
    labels: ['site', 'lane'],
    roles: ['dispatcher'],
    help: 'Free session slots that ask for a task right now; 0 with tasks pending means that executors are busy or absent.',
  },
  netraven_stream_messages: {
    kind: 'gauge',
    labels: ['stream'],
    roles: ['dispatcher'],
    help: 'Messages in a stream of the hub.',
  },
  netraven_stream_bytes: {
    kind: 'gauge',
    labels: ['stream'],
    roles: ['dispatcher'],
    help: 'Bytes a stream of the hub holds.',
  },
  netraven_stream_limit_bytes: {
    kind: 'gauge',
    labels: ['stream'],
    roles: ['dispatcher'],
    help: 'Bytes a stream of the hub may hold; absent where it has no limit.',
  },
  netraven_devices: {
    kind: 'gauge',
    labels: ['site', 'outcome'],
    roles: ['dispatcher'],
    help: 'Devices of the inventory by their last outcome, which is empty before the first.',
  },
  netraven_quarantine_open: {
    kind: 'gauge',
    labels: [],
    roles: ['dispatcher'],
    help: 'Captures in quarantine that wait for a decision.',
  },

  netraven_schedules: {
    kind: 'gauge',
    labels: ['state'],
    roles: ['dispatcher'],
    help: 'Schedules by state: enabled, disabled, or problem where an enabled one will not run again.',
  },
  netraven_schedule_late_seconds: {
    kind: 'gauge',
    labels: [],
    roles: ['dispatcher'],
    help: 'How long the most overdue schedule should have started; 0 when none is.',
  },
  netraven_schedule_runs_total: {
    kind: 'counter',
    labels: ['result'],
    roles: ['dispatcher'],
    help: 'Due times of schedules: fired as a job of their own, or missed.',
  },

  netraven_notifications_total: {
    kind: 'counter',
    labels: ['target', 'result'],
    roles: ['dispatcher'],
    help: 'Deliveries of notifications by target: result is sent, failed (another one follows) or given-up.',
  },
  netraven_notification_waiting: {
    kind: 'gauge',
    labels: ['target'],
    roles: ['dispatcher'],
    help: 'What waits to be told to a target, digests that are not due included.',
  },
} as const satisfies Readonly<Record<string, MetricFacts>>;
