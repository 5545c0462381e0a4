export { type ApiInput, type ApiOutput, callApi } from './call-api.ts';
export { callGit, type GitInput, type GitOutput, readGitFile } from './call-git.ts';
export type { VersionView } from './config-endpoints.ts';
export { describeVersions, VERSIONS_REMEDY, type VersionedRole } from './describe-versions.ts';
export {
  type DeviceDetail,
  type DeviceInput,
  type DeviceSession,
  type DeviceView,
  deviceInputSchema,
} from './device-endpoints.ts';
export type { Endpoint } from './endpoint.ts';
export { API_SERVICE, apiSubject, type EndpointName, EXECUTOR_SERVICE, endpoints } from './endpoints.ts';
export {
  GIT_SERVICE,
  type GitEndpointName,
  type GitFile,
  gitEndpoints,
  gitSubject,
} from './git-read.ts';
export type { JobView, TaskView } from './job-endpoints.ts';
export type { NotificationTarget } from './notification-endpoints.ts';
export { type QuarantineView, quarantineStates } from './quarantine-endpoints.ts';
export {
  type ScheduleConcern,
  type ScheduleDetail,
  type ScheduleInput,
  type ScheduleView,
  scheduleFields,
  scheduleNameSchema,
} from './schedule-endpoints.ts';
export type { SealedPlace } from './seal-endpoints.ts';
export {
  type CircuitView,
  callSite,
  listCircuits,
  type ResourceUse,
  type SiteEndpointName,
  type SiteInput,
  type SiteOutput,
  siteEndpoints,
} from './site-requests.ts';
export type { FleetConcern, Overview } from './system-endpoints.ts';
