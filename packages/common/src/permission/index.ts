export {
  dispatcherPermissions,
  gitWriterPermissions,
  operatorPermissions,
  publisherPermissions,
  readerPermissions,
} from './core-permissions.ts';
export { formatNatsUser, type NatsUserEntry, quote } from './format-nats-user.ts';
export type { NatsPermissions } from './nats-permissions.ts';
export { executorUser, inboxOf, inboxPrefix, leafUser, natsUsers } from './nats-users.ts';
export {
  hubExecutorPermissions,
  leafPermissions,
  recorderPermissions,
  siteDomain,
  siteExecutorPermissions,
} from './site-permissions.ts';
