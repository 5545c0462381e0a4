import { formatNatsUser, type NatsUserEntry, quote } from '@netraven/common/permission';

/** What a nats-server of netraven is configured with. Values may name variables of its environment: `$NAME`. */
export interface ServerParts {
  readonly name: string;
  readonly listen: string;
  readonly monitor: string;
  readonly storeDir: string;
  /** JetStream domain; sites have one of their own. */
  readonly domain: string;
  readonly pidFile?: string | undefined;
  /** Whether an acknowledgement means "on disk"; servers before 2.10 refuse to start with it. */
  readonly syncsAlways: boolean;
  readonly users: readonly NatsUserEntry[];
  /** Names of users that an included file defines. */
  readonly includedUsers?: readonly string[] | undefined;
  /** Further blocks: `leafnodes`, `cluster`, `gateway`, `tls`. */
  readonly blocks?: readonly string[] | undefined;
  /** Lines before everything else: comments and includes. */
  readonly head?: string | undefined;
}

/** The account everything of netraven is in, on each server. */
export const ACCOUNT = 'NETRAVEN';

/**
 * Writes the configuration of a nats-server. `max_payload`, the same on every server, holds the largest message
 * netraven sends with room to spare; `ping_interval` finds a half-open connection within a minute instead of five. The
 * store has no bound of its own, since every stream has one.
 */
export function formatServerConfig(parts: ServerParts): string {
  const users = [
    ...parts.users.map((user) => formatNatsUser(user, 6)),
    ...(parts.includedUsers ?? []).map((name) => `      $${name}`),
  ];
  return `${parts.head ?? ''}server_name: ${formatValue(parts.name)}
listen: ${formatValue(parts.listen)}
http: ${formatValue(parts.monitor)}
${parts.pidFile === undefined ? '' : `pid_file: ${formatValue(parts.pidFile)}\n`}max_payload: 8MB
max_pending: 64MB
ping_interval: "20s"
ping_max: 2
jetstream {
  store_dir: ${formatValue(parts.storeDir)}
  domain: ${parts.domain}
  max_memory_store: 64MB
  max_file_store: 1TB
${parts.syncsAlways ? '  sync_interval: always\n' : ''}}
${(parts.blocks ?? []).map((block) => `${block.trimEnd()}\n`).join('')}accounts {
  ${ACCOUNT}: {
    jetstream: enabled
    users: [
${users.join('\n')}
    ]
  }
}
`;
}

/** A string of the configuration language, or `$NAME` of a variable. */
export function formatValue(text: string): string {
  return /^\$[A-Z_][A-Z0-9_]*$/.test(text) ? text : quote(text);
}
