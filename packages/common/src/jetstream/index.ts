export { apiErrorCode, isRefused, isSubjectOccupied, isWrongRevision, jetstreamErrors } from './api-error.ts';
export { type ConnectBehaviour, connectNats, type NatsOptions, printableUrl } from './connect-nats.ts';
export { ensureHub, ensureSite, type HubSettings, type StreamSettings } from './ensure-streams.ts';
export { exitWhenClosed } from './exit-when-closed.ts';
export { type Expiry, findAuthorityExpiry, findCertificateExpiry, findExpiries } from './find-expiries.ts';
export { inDomain } from './in-domain.ts';
export { judgeExpiry } from './judge-expiry.ts';
export { type DurableMessage, publishDurable } from './publish-durable.ts';
export { publishEvent } from './publish-event.ts';
export { type RefusedMessage, type Refuser, refuseMessage } from './refuse-message.ts';
export { refuseTooLarge } from './refuse-too-large.ts';
export { forgetsAcknowledgements, repairQueue } from './repair-queue.ts';
export {
  bucketNames,
  bucketStream,
  consumerNames,
  defaultStreamSizes,
  hubConsumers,
  hubStreams,
  LEASE_TTL_MS,
  type StreamSizes,
  siteBuckets,
  siteConsumers,
  siteStreams,
  streamNames,
  TASK_ACK_WAIT_MS,
} from './streams.ts';
export { readTraceHeader, traceHeaders } from './trace-headers.ts';
