export { assertStorable } from './assert-storable.ts';
export { type CancelTask, cancelTaskSchema } from './control.ts';
export { eventSchema, type NetravenEvent } from './event.ts';
export { captureId, compareFences, type Fence, fenceSchema, formatFence, parseFence } from './fence.ts';
export {
  hasFilter,
  type JobRequest,
  jobRequestSchema,
  type Selection,
  selectionSchema,
} from './job-request.ts';
export { type Lane, laneSchema, lanes } from './lane.ts';
export { deviceNameSchema, hostSchema, jobIdSchema, portSchema, siteNameSchema, tagSchema } from './names.ts';
export {
  type NoticeKind,
  type Notification,
  type NotifiedDevice,
  noticeKindSchema,
  noticeKinds,
  notificationSchema,
} from './notification.ts';
export {
  type ChangeClass,
  changeClasses,
  changeClassSchema,
  errorRecordSchema,
  type JobStatus,
  jobStatuses,
  jobStatusSchema,
  type Outcome,
  outcomeSchema,
  outcomes,
} from './outcome.ts';
export { describeIssues, parseMessage, parseValue } from './parse-message.ts';
export {
  type Facts,
  factsSchema,
  type JobLogLine,
  MAX_WEAK_LINES,
  type Result,
  resultSchema,
} from './result.ts';
export { sendContent } from './send-content.ts';
export { recipientsDigestSchema, type Snapshot, snapshotSchema } from './snapshot.ts';
export { CHUNK_BYTES, packContent, type SnapshotContent, sha256, unpackContent } from './snapshot-content.ts';
export { subjectPatterns } from './subject-patterns.ts';
export { fromSubjectToken, toSubjectToken } from './subject-token.ts';
export { type OutboxKind, subjects } from './subjects.ts';
export {
  type CredentialSecret,
  credentialSecretSchema,
  type Limits,
  limitsSchema,
  type SealedCredential,
  sealedCredentialSchema,
  type Task,
  taskSchema,
} from './task.ts';
