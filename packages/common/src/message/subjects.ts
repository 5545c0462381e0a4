import type { Lane } from './lane.ts';
import { toSubjectToken } from './subject-token.ts';

/** Every subject netraven publishes to, made from names; the only place where their shape is known. */
export const subjects = {
  jobRequest: 'netraven.jobs.request',
  /** All tasks, of every site. */
  allTasks: 'netraven.tasks.>',
  allSnapshots: 'netraven.snapshots.>',
  allChunks: 'netraven.chunks.>',
  allResults: 'netraven.results.>',
  allEvents: 'netraven.events.>',
  allControl: 'netraven.control.>',
  /** Requests to the control API, to the git-writer, and to the executors. */
  allApi: 'netraven.api.>',
  allGit: 'netraven.git.>',
  allExecutors: 'netraven.executor.>',
  task: (site: string, lane: Lane, device: string) =>
    `netraven.tasks.${toSubjectToken(site)}.${lane}.${toSubjectToken(device)}`,
  tasksOfLane: (site: string, lane: Lane) => `netraven.tasks.${toSubjectToken(site)}.${lane}.*`,
  tasksOfSite: (site: string) => `netraven.tasks.${toSubjectToken(site)}.>`,
  snapshotsOfSite: (site: string) => `netraven.snapshots.${toSubjectToken(site)}.>`,
  chunksOfSite: (site: string) => `netraven.chunks.${toSubjectToken(site)}.>`,
  resultsOfSite: (site: string) => `netraven.results.${toSubjectToken(site)}.>`,
  eventsOfSite: (site: string) => `netraven.events.${toSubjectToken(site)}.>`,
  controlOfSite: (site: string) => `netraven.control.${toSubjectToken(site)}.>`,
  outboxOfSite: (site: string) => `netraven.outbox.${toSubjectToken(site)}.>`,
  executorsOfSite: (site: string) => `netraven.executor.${toSubjectToken(site)}.>`,
  /** Asked what an executor of the site is doing. */
  executorStatus: (site: string) => `netraven.executor.${toSubjectToken(site)}.status`,
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
