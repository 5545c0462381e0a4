export type { NatsLogin } from './build-logins.ts';
export { HUB_DOMAIN, type NatsRole, natsRoles } from './build-nats-config.ts';
export { findFreePort } from './find-free-port.ts';
export {
  type FindNatsOptions,
  findNatsServer,
  type NatsServerBinary,
} from './find-nats-server.ts';
export { isPreferred } from './nats-version.ts';
export { removePostgres } from './place-postgres.ts';
export { type EmbeddedNats, type StartNatsOptions, startNats } from './start-nats.ts';
export { type EmbeddedPostgres, type StartPostgresOptions, startPostgres } from './start-postgres.ts';
