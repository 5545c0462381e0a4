/** What is fixed about a kind of failure: whether a retry helps, and what the operator should do. */
export interface ErrorFacts {
  readonly retryable: boolean;
  readonly hint: string;
}

const yes = (hint: string): ErrorFacts => ({ retryable: true, hint });
const no = (hint: string): ErrorFacts => ({ retryable: false, hint });

/**
 * Every code an operator can meet. A code is never renamed or reused; a new one also goes to `docs/errors.md`
 * (a test compares both ways).
 */
export const errorTable = {
  NETRAVEN_INTERNAL: no(
    'This is a defect in netraven: report it with the log of the service that printed it.',
  ),
  NETRAVEN_CONFIG_INVALID: no(
    'Correct the named field in netraven.yaml or the NETRAVEN_ variable and start again.',
  ),
  NETRAVEN_CONFIG_PERMISSIONS: no('Make the file readable by its owner only: chmod 600 FILE.'),
  NETRAVEN_METRICS_LISTEN: no(
    'Choose another address for metrics.listen, or end what listens there; empty turns it off.',
  ),
  NETRAVEN_NOTIFICATION_FAILED: yes(
    'Check the address, the secret files and the other side; "netraven notification test NAME" tries it at once.',
  ),
  NETRAVEN_USAGE: no('Run the command with --help to see what it takes.'),
  NETRAVEN_INSTANCE_MISSING: no(
    'Start an instance with "netraven up", or name its folder with --dir or NETRAVEN_DIR.',
  ),
  NETRAVEN_INSTANCE_RUNNING: no('Stop the running instance first, or use another folder with --dir.'),

  NETRAVEN_ROLE_FAILED: no('See the log of that role in the log folder of the instance.'),

  NETRAVEN_NATS_SERVER_MISSING: no(
    'Install nats-server 2.10 or newer, or name one with NETRAVEN_NATS_SERVER.',
  ),
  NETRAVEN_NATS_SERVER_FAILED: no(
    'See what nats-server printed: often a port in use, a full disk, or a store written by a newer version.',
  ),
  NETRAVEN_NATS_UNREACHABLE: yes('Check that the NATS server is up and that nats.url names it.'),
  NETRAVEN_DATABASE_MISSING: no(
    'Install with optional dependencies, or name a PostgreSQL with database.url.',
  ),
  NETRAVEN_DATABASE_FAILED: no(
    'See what PostgreSQL printed: often a port in use, a full disk, or data of another major version.',
  ),
  NETRAVEN_DATABASE_UNREACHABLE: yes('Check that PostgreSQL is up and that database.url names it.'),
  NETRAVEN_DATABASE_BUSY: yes(
    'Nothing to do, it is tried again; if it lasts, see in pg_stat_activity who holds the locks.',
  ),
  NETRAVEN_API_OUTDATED: no(
    'Update the dispatchers to the version of this command, or use an older command.',
  ),
  NETRAVEN_API_UNREACHABLE: yes('Check with "netraven doctor" that a dispatcher is running.'),

  NETRAVEN_MESSAGE_INVALID: no('Compare the message with its schema in docs/messages.'),
  NETRAVEN_NOT_FOUND: no('List what exists with the matching "list" command.'),
  NETRAVEN_CONFLICT: no('Look at what exists already; remove it first or choose another name.'),
  NETRAVEN_IMPORT_INVALID: no('Correct the listed rows; nothing was imported.'),
  NETRAVEN_SCHEDULE_NEVER_DUE: no(
    'Correct its cron expression, windows or blackouts; see docs/schedules.md.',
  ),
  NETRAVEN_SELECTION_EMPTY: no('Name devices, a tag, a site or a platform, or use --all.'),

  NETRAVEN_TASK_NO_CREDENTIAL: no('Add a credential whose tags match the device: netraven credential add.'),
  NETRAVEN_TASK_CREDENTIAL_SEALED: no(
    'The executor of this site cannot open the credential: add it again for this site.',
  ),
  NETRAVEN_TASK_PLATFORM_UNKNOWN: no('Choose a platform of "netraven platform list".'),
  NETRAVEN_TASK_ATTEMPTS_EXHAUSTED: no(
    'See the attempts in "netraven job show"; back the device up again once mended.',
  ),
  NETRAVEN_TASK_DEADLINE_PASSED: no(
    'The task waited longer than its deadline: start more executors, or raise the deadline.',
  ),
  NETRAVEN_TASK_FENCE_OLD: no(
    'The store of the site was restored from a backup: delete the bucket netraven_fence_<site>; it is made anew.',
  ),
  NETRAVEN_TASK_LEASE_LOST: yes('Another executor took the device over; nothing to do.'),
  NETRAVEN_TASK_STOPPED: yes('The executor was stopped; the task runs again elsewhere.'),
  NETRAVEN_TASK_WITHDRAWN: no('The task message was gone before it ran: start the backup again.'),
  NETRAVEN_TASK_CIRCUIT_OPEN: no(
    'The device failed too often in a row: mend it and run "netraven device reset NAME", or wait for the next try.',
  ),
  NETRAVEN_TASK_LIMITED: yes(
    'A further credential found no room within the limits: see "netraven site show", and the order of the credentials.',
  ),
  NETRAVEN_TASK_CANCELLED: no('The job was cancelled; start the backup again when it is wanted.'),

  NETRAVEN_CONNECT_DNS: yes(
    'The host name does not resolve at the executor: correct the host or the resolver.',
  ),
  NETRAVEN_CONNECT_REFUSED: yes(
    'Nothing listens at that address and port: check the port and that SSH is enabled.',
  ),
  NETRAVEN_CONNECT_UNREACHABLE: yes('No route from the executor to the device: check routing and firewalls.'),
  NETRAVEN_CONNECT_TIMEOUT: yes(
    'The device did not answer in time: check reachability, or raise limits.connectMs.',
  ),
  NETRAVEN_CONNECT_RESET: yes('The device closed the connection: check its session limits and access lists.'),
  NETRAVEN_CONNECT_JUMP: yes(
    'The jump host did not forward the connection: check its rules and the target address.',
  ),
  NETRAVEN_SSH_HANDSHAKE: yes(
    'Key exchange failed: the device may be overloaded, or not speak SSH on this port.',
  ),
  NETRAVEN_SSH_ALGORITHMS: no('No algorithm in common: set "algorithms: legacy" for this device.'),
  NETRAVEN_SSH_HOST_KEY: no(
    'The host key differs from the pinned one: verify the device, then "netraven device forget-host-key".',
  ),
  NETRAVEN_AUTH_FAILED: no('Every matching credential was refused: check user name, password or key.'),
  NETRAVEN_AUTH_METHOD: no('The device offers no authentication method the credential can serve.'),
  NETRAVEN_AUTH_KEY: no('The private key of the credential cannot be read: check its format and passphrase.'),
  NETRAVEN_AUTH_TIMEOUT: yes('The device did not finish authentication in time: check its AAA servers.'),
  NETRAVEN_AUTH_ENABLE: no('The enable password was refused or is missing: set it on the credential.'),
  NETRAVEN_SESSION_SHELL: yes(
    'The device refused a shell or command channel: check its session limits and user rights.',
  ),
  NETRAVEN_SESSION_NO_PROMPT: yes(
    'No prompt appeared: check that the account lands in a CLI, and the platform.',
  ),
  NETRAVEN_SESSION_IDLE: yes('The device stopped in mid-output: raise limits.idleMs if it is only slow.'),
  NETRAVEN_SESSION_TIMEOUT: yes(
    'The session took too long: raise limits.sessionMs if the device is only slow.',
  ),
  NETRAVEN_SESSION_DROPPED: yes('The device closed the session in mid-output.'),
  NETRAVEN_SESSION_OUTPUT_TOO_LARGE: no(
    'The output exceeds limits.outputBytes: raise it if the device really holds so much.',
  ),

  NETRAVEN_CAPTURE_REFUSED: no(
    'The device refused the configuration command: check the privilege of the account and the platform.',
  ),
  NETRAVEN_CAPTURE_TRUNCATED: yes('The configuration lacks its end marker; the last good one is kept.'),
  NETRAVEN_CAPTURE_EMPTY: yes('The configuration command printed nothing; the last good one is kept.'),
  NETRAVEN_CAPTURE_SHRUNK: no(
    'The configuration is far smaller than the last good one: accept or drop it with "netraven config quarantine".',
  ),
  NETRAVEN_CAPTURE_OTHER_DEVICE: no(
    'The configuration names another device: check the address, then accept or drop it.',
  ),

  NETRAVEN_REDACT_LEAK: no(
    'A credential was left in the redacted text, so nothing was stored: report the line shape.',
  ),
  NETRAVEN_THREADS_BUSY: yes(
    'Captures arrive faster than the threads of the executor redact them: start more executors.',
  ),
  NETRAVEN_SEAL_MISSING: no(
    'No recipients were configured when it was captured. Name them with "netraven init", then back the device up.',
  ),
  NETRAVEN_SEAL_IDENTITY: no(
    'Name the private key of an operator it was sealed to; older versions stay sealed to older keys.',
  ),
  NETRAVEN_REDACT_FAILED: no('Redaction failed, so nothing was stored: report the platform and version.'),
  NETRAVEN_SNAPSHOT_CHUNK_MISSING: yes(
    'A part of a large configuration did not arrive: the device is captured again.',
  ),
  NETRAVEN_SNAPSHOT_LOST: no(
    'The captured configuration did not reach the git-writer: back the device up again.',
  ),
  NETRAVEN_SNAPSHOT_HASH: no(
    'The snapshot does not match its hash, so it was not committed: back the device up again.',
  ),

  NETRAVEN_REPOSITORY_LOCKED: yes('Another git-writer holds the repository; this one waits as standby.'),
  NETRAVEN_REPOSITORY_DAMAGED: no(
    'Run "netraven doctor", then restore the repository from its remote or a backup; "netraven doctor --repair --accept-loss" goes on with what is there.',
  ),
  NETRAVEN_REPOSITORY_MOVED: yes(
    'The branch moved under the git-writer: something else writes to the repository. Stop it.',
  ),
  NETRAVEN_REPOSITORY_WRITE: yes('Writing to the repository failed: check space and permissions.'),
} as const satisfies Record<string, ErrorFacts>;

export type ErrorCode = keyof typeof errorTable;
