import {
  dispatcherPermissions,
  executorUser,
  gitWriterPermissions,
  hubExecutorPermissions,
  type NatsPermissions,
  natsUsers,
  operatorPermissions,
  publisherPermissions,
  quote,
  readerPermissions,
  recorderPermissions,
} from '@netraven/common/permission';
import { formatServerConfig, type ServerParts } from '../nats-config/format-server-config.ts';
import { leafVariable } from '../site-kit/build-hub-snippet.ts';
import { isPreferred } from './nats-version.ts';

/** Who connects to the embedded server; each has its own password. */
export const natsRoles = [
  'admin',
  'dispatcher',
  'executor',
  'git-writer',
  'client',
  'reader',
  'publisher',
] as const;
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
  /** The site of the executors on this machine. */
  readonly site: string;
  /** Whether an acknowledged message must survive a power failure; tests do without. */
  readonly isDurable: boolean;
  /** Where sites with servers of their own connect; absent: nowhere. */
  readonly leafs?: LeafParts | undefined;
}

export interface LeafParts {
  readonly listen: string;
  readonly advertise?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Sites, and the file with what the server has to know of each. */
  readonly sites: readonly { readonly name: string; readonly file: string }[];
}

/** The JetStream domain of the hub; the embedded server is one. */
export const HUB_DOMAIN = 'hub';

/**
 * Writes the configuration of an embedded nats-server: loopback only, one account, a user per role.
 */
export function buildNatsConfig(parts: NatsConfigParts): string {
  const users = natsRoles.map((role) => {
    const { user, permissions } = userOf(role, parts.site);
    return { user, password: parts.passwords[role], permissions };
  });
  return formatServerConfig({
    name: 'hub',
    listen: `127.0.0.1:${parts.port}`,
    monitor: `127.0.0.1:${parts.monitorPort}`,
    pidFile: parts.pidFile,
    storeDir: parts.storeDir,
    domain: HUB_DOMAIN,
    syncsAlways: parts.isDurable && isPreferred(parts.version),
    users,
    ...leafSettings(parts.leafs),
  });
}

function leafSettings(leafs: LeafParts | undefined): Partial<ServerParts> {
  if (leafs === undefined) return {};
  const { listen, advertise, certFile, keyFile, sites } = leafs;
  const tls =
    certFile === undefined
      ? ''
      : `  tls { cert_file: ${quote(certFile)}, key_file: ${quote(keyFile ?? certFile)} }\n`;
  // Else the hub tells its bind address, and sites behind a VPN or a proxy try it.
  const name = advertise === undefined ? '' : `  advertise: ${quote(advertise)}\n`;
  return {
    head: sites.map(({ file }) => `include ${quote(file)}\n`).join(''),
    includedUsers: sites.map((site) => leafVariable(site.name)),
    blocks: [`leafnodes {\n  listen: ${quote(listen)}\n${name}${tls}}`],
  };
}

/** The user a role logs in as, and what it may do; `admin`, which prepares the server, everything. */
export function userOf(
  role: NatsRole,
  site: string,
): { readonly user: string; readonly permissions?: NatsPermissions } {
  switch (role) {
    case 'admin':
      return { user: role };
    case 'dispatcher':
      return { user: natsUsers.dispatcher, permissions: dispatcherPermissions };
    case 'executor':
      return { user: executorUser(site), permissions: recordingExecutor(site) };
    case 'git-writer':
      return { user: natsUsers.gitWriter, permissions: gitWriterPermissions };
    case 'client':
      return { user: natsUsers.operator, permissions: operatorPermissions };
    case 'reader':
      return { user: natsUsers.reader, permissions: readerPermissions };
    case 'publisher':
      return { user: natsUsers.publisher, permissions: publisherPermissions };
  }
}

/** The executors of this machine have the database, so they record the results of all sites. */
function recordingExecutor(site: string): NatsPermissions {
  const own = hubExecutorPermissions(site);
  return { ...own, publish: [...own.publish, ...recorderPermissions.publish] };
}
