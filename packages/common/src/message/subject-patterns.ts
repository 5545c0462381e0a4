import { toSubjectToken } from './subject-token.ts';

/** Everything below a noun, of all sites or of one, as permissions name it. */
export const subjectPatterns = {
  allTasks: 'netraven.tasks.>',
  allSnapshots: 'netraven.snapshots.>',
  allChunks: 'netraven.chunks.>',
  allResults: 'netraven.results.>',
  allEvents: 'netraven.events.>',
  allControl: 'netraven.control.>',
  allApi: 'netraven.api.>',
  allGit: 'netraven.git.>',
  allExecutors: 'netraven.executor.>',
  tasksOfSite: (site: string) => `netraven.tasks.${toSubjectToken(site)}.>`,
  snapshotsOfSite: (site: string) => `netraven.snapshots.${toSubjectToken(site)}.>`,
  chunksOfSite: (site: string) => `netraven.chunks.${toSubjectToken(site)}.>`,
  resultsOfSite: (site: string) => `netraven.results.${toSubjectToken(site)}.>`,
  eventsOfSite: (site: string) => `netraven.events.${toSubjectToken(site)}.>`,
  controlOfSite: (site: string) => `netraven.control.${toSubjectToken(site)}.>`,
  outboxOfSite: (site: string) => `netraven.outbox.${toSubjectToken(site)}.>`,
  executorsOfSite: (site: string) => `netraven.executor.${toSubjectToken(site)}.>`,
} as const;
