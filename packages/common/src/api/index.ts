export { type ApiInput, type ApiOutput, callApi } from './call-api.ts';
export type { VersionView } from './config-endpoints.ts';
export {
  type DeviceDetail,
  type DeviceInput,
  type DeviceView,
  deviceInputSchema,
} from './device-endpoints.ts';
export type { Endpoint } from './endpoint.ts';
export { API_SERVICE, apiSubject, type EndpointName, endpoints } from './endpoints.ts';
export type { JobView, TaskView } from './job-endpoints.ts';
