import type { ResourceUse } from '@netraven/common/api';
import type { Config } from '@netraven/common/config';
import { type AdmissionBook, countLogins, countSessions, noteLogins, sumOf } from './admission-book.ts';
import { credentialResource, isLimit, limitOf, type Resource } from './limits.ts';

/** What is used of each limit that is set for the site or in use, by resource. */
export function listUses(
  book: AdmissionBook,
  { settings, site, nowMs }: { settings: Config['admission']; site: string; nowMs: number },
): ResourceUse[] {
  const resources = new Set<Resource>(['site']);
  for (const name of Object.keys(settings.credentials)) resources.add(credentialResource(name));
  for (const name of Object.keys(settings.jumpHosts)) resources.add(`jump host ${name}`);
  for (const resource of Object.keys(book.recent)) resources.add(resource);
  for (const { sessions, logins, waiting } of Object.values(book.holders)) {
    for (const counts of [sessions, logins, waiting])
      for (const resource of Object.keys(counts)) resources.add(resource);
  }
  const recent = noteLogins(book, [], nowMs);
  return [...resources].sort().flatMap((resource) => {
    const limit = limitOf(settings, site, resource);
    if (!isLimit(limit)) return [];
    return {
      resource,
      sessions: countSessions(book, resource),
      sessionsLimit: limit.sessions,
      logins: countLogins(recent, resource, nowMs - 60_000),
      loginsPerMinute: limit.loginsPerMinute,
      waiting: sumOf(book, ({ waiting }) => waiting[resource]?.count),
    };
  });
}
