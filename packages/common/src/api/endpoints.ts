import { configEndpoints } from './config-endpoints.ts';
import { credentialEndpoints } from './credential-endpoints.ts';
import { deviceEndpoints } from './device-endpoints.ts';
import { jobEndpoints } from './job-endpoints.ts';
import { logEndpoints } from './log-endpoints.ts';
import { notificationEndpoints } from './notification-endpoints.ts';
import { quarantineEndpoints } from './quarantine-endpoints.ts';
import { repairEndpoints } from './repair-endpoints.ts';
import { scheduleEndpoints } from './schedule-endpoints.ts';
import { sealEndpoints } from './seal-endpoints.ts';
import { systemEndpoints } from './system-endpoints.ts';

/** The control API: endpoint name → contract. Served by every dispatcher as the NATS micro service `netraven`. */
export const endpoints = {
  ...deviceEndpoints,
  ...credentialEndpoints,
  ...jobEndpoints,
  ...scheduleEndpoints,
  ...notificationEndpoints,
  ...configEndpoints,
  ...sealEndpoints,
  ...quarantineEndpoints,
  ...logEndpoints,
  ...systemEndpoints,
  ...repairEndpoints,
} as const;

export type EndpointName = keyof typeof endpoints;

export const API_SERVICE = 'netraven';

/** The NATS micro service of every executor; which site it is of stands in its metadata. */
export const EXECUTOR_SERVICE = 'netraven-executor';

export function apiSubject(name: EndpointName): string {
  return `netraven.api.${name}`;
}
