import {
  dispatcherPermissions,
  executorUser,
  gitWriterPermissions,
  hubExecutorPermissions,
  type NatsUserEntry,
  natsUsers,
  operatorPermissions,
  publisherPermissions,
  readerPermissions,
  recorderPermissions,
} from '@netraven/common/permission';
import { formatServerConfig, type ServerParts } from './format-server-config.ts';

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

const compose: ServerParts = {
  head: `# The hub of docker-compose.yml; passwords come from .env, see deploy/compose/make-env.sh.\n${made}`,
  name: 'hub',
  listen: '0.0.0.0:4222',
  monitor: '127.0.0.1:8222',
  storeDir: '/data',
  domain: 'hub',
  syncsAlways: true,
  users: hubUsers('default'),
};

/** Path in the repository → a configuration of nats-server. */
export function deployConfigs(): Map<string, string> {
  return new Map([['deploy/nats/compose.conf', formatServerConfig(compose)]]);
}
