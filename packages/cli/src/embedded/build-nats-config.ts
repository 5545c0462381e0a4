import { isPreferred } from './nats-version.ts';

/** Who connects to the embedded server; each has its own password. */
export const natsRoles = ['admin', 'dispatcher', 'executor', 'git-writer', 'client'] as const;
export type NatsRole = (typeof natsRoles)[number];

/** What the configuration file of an embedded nats-server is made from. */
export interface NatsConfigParts {
  /** Version of the server, for example `2.10.12`. */
  readonly version: string;
  readonly port: number;
  readonly monitorPort: number;
  readonly storeDir: string;
  readonly pidFile: string;
  readonly passwords: Readonly<Record<NatsRole, string>>;
  /** Whether an acknowledged message must survive a power failure; tests do without. */
  readonly isDurable: boolean;
}

/** The JetStream domain of the hub; the embedded server is one. */
export const HUB_DOMAIN = 'hub';

/**
 * Writes the configuration of an embedded nats-server: loopback only, one account, a user per role.
 *
 * `max_payload` holds the largest message netraven sends with room to spare; `ping_interval` finds a half-open client
 * within a minute instead of five. The store has no bound of its own, since every stream has one.
 * `sync_interval: always` makes an acknowledgement mean "on disk"; servers before 2.10 refuse to start with it.
 */
export function buildNatsConfig(parts: NatsConfigParts): string {
  const syncsAlways = parts.isDurable && isPreferred(parts.version);
  const users = natsRoles.map(
    (role) => `      { user: ${quote(role)}, password: ${quote(parts.passwords[role])} }`,
  );
  return `server_name: hub
listen: "127.0.0.1:${parts.port}"
http: "127.0.0.1:${parts.monitorPort}"
pid_file: ${quote(parts.pidFile)}
max_payload: 8MB
max_pending: 64MB
ping_interval: "20s"
ping_max: 2
jetstream {
  store_dir: ${quote(parts.storeDir)}
  domain: ${HUB_DOMAIN}
  max_memory_store: 64MB
  max_file_store: 1TB
${syncsAlways ? '  sync_interval: always\n' : ''}}
accounts {
  NETRAVEN: {
    jetstream: enabled
    users: [
${users.join('\n')}
    ]
  }
}
`;
}

/** A double-quoted string of the configuration language, which takes JSON's escapes. */
function quote(text: string): string {
  return JSON.stringify(text);
}
