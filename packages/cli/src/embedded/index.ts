export { HUB_DOMAIN, type NatsRole, natsRoles } from './build-nats-config.ts';
export {
  type FindNatsOptions,
  findNatsServer,
  isPreferred,
  type NatsServerBinary,
} from './find-nats-server.ts';
export { type EmbeddedNats, type NatsLogin, type StartNatsOptions, startNats } from './start-nats.ts';
