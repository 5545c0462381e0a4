import {
  dispatcherPermissions,
  executorUser,
  gitWriterPermissions,
  hubExecutorPermissions,
  leafPermissions,
  leafUser,
  type NatsUserEntry,
  natsUsers,
  operatorPermissions,
  publisherPermissions,
  readerPermissions,
  recorderPermissions,
} from '@netraven/common/permission';
import { formatServerConfig, formatValue, type ServerParts } from './format-server-config.ts';
import { siteServer } from './site-server.ts';

const made = '# Made by scripts/write-docs.ts from packages/common/src/permission: change it there.\n';

/** Users of a hub whose passwords stand in the environment of its server. */
function hubUsers(site: string): NatsUserEntry[] {
  const executor = hubExecutorPermissions(site);
  const recording = { ...executor, publish: [...executor.publish, ...recorderPermissions.publish] };
  return [
    {
      user: natsUsers.dispatcher,
      password: '$NETRAVEN_DISPATCHER_PASSWORD',
      permissions: dispatcherPermissions,
    },
    {
      user: natsUsers.gitWriter,
      password: '$NETRAVEN_GIT_WRITER_PASSWORD',
      permissions: gitWriterPermissions,
    },
    { user: executorUser(site), password: '$NETRAVEN_EXECUTOR_PASSWORD', permissions: recording },
    { user: natsUsers.operator, password: '$NETRAVEN_CLIENT_PASSWORD', permissions: operatorPermissions },
    { user: natsUsers.reader, password: '$NETRAVEN_READER_PASSWORD', permissions: readerPermissions },
    {
      user: natsUsers.publisher,
      password: '$NETRAVEN_PUBLISHER_PASSWORD',
      permissions: publisherPermissions,
    },
  ];
}

const HUB = 'hub';
/** Sites of the examples. */
const SITES = ['ams', 'fra'];
const LEAF_LISTEN = '0.0.0.0:7422';

function variableOf(...words: readonly string[]): string {
  return `$NETRAVEN_${words.join('_').toUpperCase().replaceAll('-', '_')}`;
}

/** A hub of one server; passwords stand in its environment. */
function hub(head: string, parts: Partial<ServerParts> = {}): ServerParts {
  return {
    head: `${head}${made}`,
    name: HUB,
    listen: '0.0.0.0:4222',
    monitor: '127.0.0.1:8222',
    storeDir: '/var/lib/netraven-nats',
    domain: HUB,
    syncsAlways: true,
    users: hubUsers('default'),
    ...parts,
  };
}

/** A hub with the sites of the examples as its leaf nodes. */
function hubWithSites(head: string, parts: Partial<ServerParts> = {}): ServerParts {
  const leafs = SITES.map((site) => ({
    user: leafUser(site),
    password: variableOf('leaf', site, 'password'),
    permissions: leafPermissions(site, HUB),
  }));
  return hub(head, {
    users: [...hubUsers('default'), ...leafs],
    blocks: [`leafnodes {\n  listen: ${formatValue(LEAF_LISTEN)}\n}`],
    ...parts,
  });
}

function site(name: string): ServerParts {
  return siteServer({
    head: `# The server of site ${name}, a leaf node of hub.conf. "netraven site add ${name} --out" writes one with passwords.\n${made}`,
    site: name,
    hubDomain: HUB,
    executorPassword: variableOf('executor', name, 'password'),
    leafUrl: variableOf('leaf', name, 'url'),
  });
}

/** A block of routes or gateways: who else may join, and where the others are. */
function cluster(name: string, servers: readonly string[]): string {
  const routes = servers.map((server) => `    ${variableOf('route', server)}`);
  return `cluster {
  name: ${name}
  listen: "0.0.0.0:6222"
  authorization { user: cluster, password: ${variableOf('cluster', 'password')}, timeout: 5 }
  routes: [
${routes.join('\n')}
  ]
}`;
}

function gateway(region: string, regions: Readonly<Record<string, readonly string[]>>): string {
  const others = Object.entries(regions).map(
    ([name, servers]) =>
      `    { name: ${name}, urls: [ ${servers.map((server) => variableOf('gateway', server)).join(', ')} ] }`,
  );
  return `gateway {
  name: ${region}
  listen: "0.0.0.0:7222"
  authorization { user: gateway, password: ${variableOf('gateway', 'password')}, timeout: 5 }
  gateways: [
${others.join('\n')}
  ]
}`;
}

const NODES = ['n1', 'n2', 'n3'];
const REGIONS = { eu: ['eu-n1', 'eu-n2', 'eu-n3'], us: ['us-n1', 'us-n2', 'us-n3'] };

/** Path in the repository → a configuration of nats-server. */
export function deployConfigs(): Map<string, string> {
  const configs: Record<string, ServerParts> = {
    'compose.conf': hubWithSites(
      '# The hub of docker-compose.yml; passwords come from .env, see deploy/compose/make-env.sh.\n',
      { storeDir: '/data' },
    ),
    'single.conf': hub('# One server, with its executors connected to it.\n'),
    'leaf/hub.conf': hubWithSites('# A hub, and two sites with servers of their own.\n'),
    ...Object.fromEntries(SITES.map((name) => [`leaf/${name}.conf`, site(name)])),
    ...Object.fromEntries(
      NODES.map((name) => [
        `cluster/${name}.conf`,
        hub('# One of three servers: streams and buckets have three copies.\n', {
          name,
          blocks: [cluster(HUB, NODES)],
        }),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(REGIONS).flatMap(([region, servers]) =>
        servers.map((name) => [
          `regions/${name}.conf`,
          hub(`# One of three servers in region ${region}; gateways join the regions to one hub.\n`, {
            name,
            blocks: [cluster(region, servers), gateway(region, REGIONS)],
          }),
        ]),
      ),
    ),
  };
  return new Map(
    Object.entries(configs).map(([path, parts]) => [`deploy/nats/${path}`, formatServerConfig(parts)]),
  );
}
