import type { Lane } from './lane.ts';
import { toSubjectToken } from './subject-token.ts';

/** Every subject netraven publishes to, made from names; the only place where their shape is known. */
export const subjects = {
  jobRequest: 'netraven.jobs.request',
  task: (site: string, lane: Lane, device: string) =>
    `netraven.tasks.${toSubjectToken(site)}.${lane}.${toSubjectToken(device)}`,
  tasksOfLane: (site: string, lane: Lane) => `netraven.tasks.${toSubjectToken(site)}.${lane}.*`,
  snapshot: (site: string, device: string) =>
    `netraven.snapshots.${toSubjectToken(site)}.${toSubjectToken(device)}`,
  chunk: (site: string, capture: string, index: number | '*') =>
    `netraven.chunks.${toSubjectToken(site)}.${toSubjectToken(capture)}.${index}`,
  result: (site: string, device: string) =>
    `netraven.results.${toSubjectToken(site)}.${toSubjectToken(device)}`,
  /** Orders to the executors of a site that run now; nobody stores them. */
  control: (site: string, order: 'cancel') => `netraven.control.${toSubjectToken(site)}.${order}`,
  /** Requests that one executor of the site answers, whichever it is. */
  siteRequest: (site: string, name: string) => `netraven.executor.${toSubjectToken(site)}.${name}`,
  /** `scope` is a site or `hub`; `noun` and `what` as in `event.ts`. */
  event: (scope: string, noun: string, what: string) =>
    `netraven.events.${toSubjectToken(scope)}.${noun}.${what}`,
  outbox: (site: string, kind: OutboxKind, device: string) =>
    `netraven.outbox.${toSubjectToken(site)}.${kind}.${toSubjectToken(device)}`,
  outboxChunk: (site: string, device: string, capture: string, index: number) =>
    `netraven.outbox.${toSubjectToken(site)}.chunk.${toSubjectToken(device)}.${toSubjectToken(capture)}.${index}`,
  outboxOfKind: (site: string, kind: OutboxKind) => `netraven.outbox.${toSubjectToken(site)}.${kind}.>`,
} as const;

/** What an executor produces; each kind has its own drain. */
export type OutboxKind = 'snapshot' | 'chunk' | 'result' | 'event';
