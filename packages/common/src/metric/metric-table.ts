import { type MetricFacts, seconds, sizes } from './metric-facts.ts';

const [dispatcher, executor, gitWriter] = ['dispatcher', 'executor', 'git-writer'] as const;
const everyRole = [dispatcher, executor, gitWriter] as const;

/**
 * Every metric netraven exposes, by name. A label is a site, a lane or a word of a closed list, never a device, a job or
 * anything a device printed, so that the number of series grows with the sites alone.
 */
export const metricTable = {
  netraven_build_info: {
    kind: 'gauge',
    labels: ['role', 'version'],
    roles: everyRole,
    help: 'Always 1; which role and version this process is.',
  },
  netraven_process_up: {
    kind: 'gauge',
    labels: ['process'],
    roles: ['up'],
    help: '1 for each process of the instance that answered. `netraven up` puts the label process on all metrics.',
  },
  netraven_ready: {
    kind: 'gauge',
    labels: [],
    roles: everyRole,
    help: '1 while the process is ready, as /readyz says; a standby git-writer is.',
  },

  netraven_jobs_accepted_total: {
    kind: 'counter',
    labels: ['lane'],
    roles: [dispatcher],
    help: 'Job requests that became a job.',
  },
  netraven_jobs_closed_total: {
    kind: 'counter',
    labels: ['status'],
    roles: [dispatcher],
    help: 'Jobs that came to their end, by status.',
  },
  netraven_tasks_published_total: {
    kind: 'counter',
    labels: ['site', 'lane'],
    roles: [dispatcher],
    help: 'Task messages the broker stored.',
  },
  netraven_tasks_total: {
    kind: 'counter',
    labels: ['site', 'outcome', 'code'],
    roles: everyRole,
    help: 'Tasks that came to their end, counted by whichever role recorded it; code is empty without an error.',
  },
  netraven_stage_failures_total: {
    kind: 'counter',
    labels: ['stage'],
    roles: [dispatcher],
    help: 'Steps of a stage of the dispatcher that failed and are tried again.',
  },
  netraven_api_request_seconds: {
    kind: 'histogram',
    labels: ['endpoint', 'result'],
    buckets: seconds(0.005, 30),
    roles: [dispatcher],
    help: 'Requests to the control API, waiting included; result is ok or error.',
  },
  netraven_queue_pending: {
    kind: 'gauge',
    labels: ['site', 'lane'],
    roles: [dispatcher],
    help: 'Tasks in NETRAVEN_TASKS that no executor has taken yet.',
  },
  netraven_queue_in_flight: {
    kind: 'gauge',
    labels: ['site', 'lane'],
    roles: [dispatcher],
    help: 'Tasks an executor holds, or that wait out a delay before the next attempt.',
  },
  netraven_queue_pulls: {
    kind: 'gauge',
    labels: ['site', 'lane'],
    roles: [dispatcher],
    help: 'Free session slots that ask for a task right now; 0 with tasks pending means that executors are busy or absent.',
  },
  netraven_stream_messages: {
    kind: 'gauge',
    labels: ['stream'],
    roles: [dispatcher],
    help: 'Messages in a stream of the hub.',
  },
  netraven_stream_bytes: {
    kind: 'gauge',
    labels: ['stream'],
    roles: [dispatcher],
    help: 'Bytes a stream of the hub holds.',
  },
  netraven_stream_limit_bytes: {
    kind: 'gauge',
    labels: ['stream'],
    roles: [dispatcher],
    help: 'Bytes a stream of the hub may hold; absent where it has no limit.',
  },
  netraven_devices: {
    kind: 'gauge',
    labels: ['site', 'outcome'],
    roles: [dispatcher],
    help: 'Devices of the inventory by their last outcome, which is empty before the first.',
  },
  netraven_quarantine_open: {
    kind: 'gauge',
    labels: [],
    roles: [dispatcher],
    help: 'Captures in quarantine that wait for a decision.',
  },

  netraven_schedules: {
    kind: 'gauge',
    labels: ['state'],
    roles: [dispatcher],
    help: 'Schedules by state: enabled, disabled, or problem where an enabled one will not run again.',
  },
  netraven_schedule_late_seconds: {
    kind: 'gauge',
    labels: [],
    roles: [dispatcher],
    help: 'How long the most overdue schedule should have started; 0 when none is.',
  },
  netraven_schedule_runs_total: {
    kind: 'counter',
    labels: ['result'],
    roles: [dispatcher],
    help: 'Due times of schedules: fired as a job of their own, or missed.',
  },

  netraven_attempts_total: {
    kind: 'counter',
    labels: ['site', 'result', 'code'],
    roles: [executor],
    help: 'Attempts of tasks by what they came to; retry means that another one follows.',
  },
  netraven_task_wait_seconds: {
    kind: 'histogram',
    labels: ['site', 'lane'],
    buckets: seconds(0.1, 3 * 3600),
    roles: [executor],
    help: 'From the request of a task to the begin of its first attempt.',
  },
  netraven_session_seconds: {
    kind: 'histogram',
    labels: ['site', 'result'],
    buckets: seconds(0.1, 1200),
    roles: [executor],
    help: 'Sessions with devices, from the first packet to the last output; result is captured or failed.',
  },
  netraven_session_phase_seconds: {
    kind: 'histogram',
    labels: ['site', 'phase'],
    buckets: seconds(0.005, 1200),
    roles: [executor],
    help: 'Phases of sessions: connect, auth, prompt, command (each one), logout.',
  },
  netraven_sessions_open: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: 'Tasks this executor is working on.',
  },
  netraven_session_slots: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: 'Sessions this executor may hold at once.',
  },
  netraven_admission_waiting: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: 'Tasks that wait here for room within the limits of the site.',
  },
  netraven_pulling: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: 'Whether this executor pulls tasks; 0 while its outbox is too full, stalled or away.',
  },
  netraven_captured_bytes_total: {
    kind: 'counter',
    labels: ['site'],
    roles: [executor],
    help: 'Redacted text of captured configurations, changed or not.',
  },
  netraven_redacted_values_total: {
    kind: 'counter',
    labels: ['site'],
    roles: [executor],
    help: 'Secret values that were replaced by a token.',
  },
  netraven_redaction_leaks_total: {
    kind: 'counter',
    labels: ['site'],
    roles: [executor],
    help: 'Secret values found outside the places the rules know, and replaced there too.',
  },
  netraven_weak_secrets_total: {
    kind: 'counter',
    labels: ['site'],
    roles: [executor],
    help: 'Secret values seen that are short or common words.',
  },
  netraven_circuits_open: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: 'Devices of the site that are left alone after too many failures; every executor of the site reports the same.',
  },
  netraven_circuit_changes_total: {
    kind: 'counter',
    labels: ['site', 'state'],
    roles: [executor],
    help: 'Circuits of devices that opened, also again after a failed probe, or closed.',
  },
  netraven_lease_conflicts_total: {
    kind: 'counter',
    labels: ['site'],
    roles: [executor],
    help: 'Deliveries that found the device in a session of another executor.',
  },
  netraven_leases_lost_total: {
    kind: 'counter',
    labels: ['site'],
    roles: [executor],
    help: 'Attempts that ended because the lease of the device could no longer be trusted.',
  },
  netraven_threads: {
    kind: 'gauge',
    labels: ['state'],
    roles: [executor],
    help: 'Threads that redact and compare: state is running or limit.',
  },
  netraven_thread_queue: {
    kind: 'gauge',
    labels: [],
    roles: [executor],
    help: 'Captures that wait for a thread.',
  },
  netraven_thread_utilization_ratio: {
    kind: 'gauge',
    labels: [],
    roles: [executor],
    help: 'Share of their time the threads have worked since the process began.',
  },
  netraven_thread_seconds: {
    kind: 'histogram',
    labels: ['site'],
    buckets: seconds(0.005, 120),
    roles: [executor],
    help: 'Redaction, comparison and sealing of one capture, waiting for a thread included.',
  },
  netraven_outbox_messages: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: "Messages in the site's outbox; every executor of the site reports the same.",
  },
  netraven_outbox_bytes: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: "Bytes in the site's outbox.",
  },
  netraven_outbox_limit_bytes: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: "Bytes the site's outbox may hold; when it is full, executors wait.",
  },
  netraven_outbox_age_seconds: {
    kind: 'gauge',
    labels: ['site'],
    roles: [executor],
    help: "Age of the oldest message in the site's outbox; 0 when it is empty.",
  },
  netraven_results_recorded_total: {
    kind: 'counter',
    labels: [],
    roles: [executor],
    help: 'Results this executor wrote to PostgreSQL.',
  },
  netraven_record_seconds: {
    kind: 'histogram',
    labels: [],
    buckets: seconds(0.005, 120),
    roles: [executor],
    help: 'Transactions in which results were recorded.',
  },

  netraven_writer_state: {
    kind: 'gauge',
    labels: ['state'],
    roles: [gitWriter],
    help: '1 for what the git-writer is doing: starting, standby, recovering, writing, failing, stopped.',
  },
  netraven_writer_batch_snapshots: {
    kind: 'histogram',
    labels: [],
    buckets: sizes(1, 500),
    roles: [gitWriter],
    help: 'Snapshots in a batch.',
  },
  netraven_writer_batch_seconds: {
    kind: 'histogram',
    labels: [],
    buckets: seconds(0.005, 120),
    roles: [gitWriter],
    help: 'From taking a batch to its acknowledgement: commits, flush and transaction.',
  },
  netraven_commit_delay_seconds: {
    kind: 'histogram',
    labels: ['site'],
    buckets: seconds(0.1, 3 * 86_400),
    roles: [gitWriter],
    help: 'From the capture of a configuration to its commit, by the clocks of both machines.',
  },
  netraven_writer_queue_messages: {
    kind: 'gauge',
    labels: [],
    roles: [gitWriter],
    help: 'Snapshots that wait to be committed.',
  },
  netraven_writer_lag_seconds: {
    kind: 'gauge',
    labels: [],
    roles: [gitWriter],
    help: 'Age of the oldest snapshot that waits to be committed; 0 without one.',
  },
  netraven_writer_failures_total: {
    kind: 'counter',
    labels: [],
    roles: [gitWriter],
    help: 'Failures after which the git-writer began again with its locks.',
  },
  netraven_repository_packs: {
    kind: 'gauge',
    labels: [],
    roles: [gitWriter],
    help: 'Packs of the repository, while this git-writer is the active one.',
  },

  netraven_messages_refused_total: {
    kind: 'counter',
    labels: ['kind'],
    roles: everyRole,
    help: 'Messages that could not be read or contradict themselves: kind is job, task, result, snapshot, outbox, cancel, event or api.',
  },
  netraven_nats_connected: {
    kind: 'gauge',
    labels: [],
    roles: everyRole,
    help: '1 while the connection to NATS is up.',
  },
  netraven_nats_disconnects_total: {
    kind: 'counter',
    labels: [],
    roles: everyRole,
    help: 'Times the connection to NATS was lost.',
  },
  netraven_nats_reconnects_total: {
    kind: 'counter',
    labels: [],
    roles: everyRole,
    help: 'Times the connection to NATS was made again.',
  },
  netraven_nats_rtt_seconds: {
    kind: 'gauge',
    labels: [],
    roles: everyRole,
    help: 'Round trip to the NATS server, measured when scraped; absent while it does not answer.',
  },
  netraven_nats_messages_total: {
    kind: 'counter',
    labels: ['direction'],
    roles: everyRole,
    help: 'Messages on the connection to NATS: direction is in or out.',
  },
  netraven_nats_bytes_total: {
    kind: 'counter',
    labels: ['direction'],
    roles: everyRole,
    help: 'Bytes on the connection to NATS.',
  },
  netraven_database_connections: {
    kind: 'gauge',
    labels: ['state'],
    roles: everyRole,
    help: 'Connections of the pool: idle, busy, and waiting for those who wait for one.',
  },
  netraven_database_errors_total: {
    kind: 'counter',
    labels: ['code'],
    roles: everyRole,
    help: 'Statements that failed because the database was away or busy.',
  },
} as const satisfies Readonly<Record<string, MetricFacts>>;

export type MetricName = keyof typeof metricTable;
