import { toSubjectToken } from '../message/subject-token.ts';

/** NATS users that are the same in every installation. */
export const natsUsers = {
  dispatcher: 'dispatcher',
  gitWriter: 'git-writer',
  /** The command line, and services that use the control API. */
  operator: 'client',
  /** The nats CLI, to look and change nothing. */
  reader: 'reader',
  /** Services that request backups and do nothing else. */
  publisher: 'publisher',
} as const;

/** The user of a site's executors. */
export function executorUser(site: string): string {
  return `executor-${site}`;
}

/** The user as which a site's server logs in to the hub. */
export function leafUser(site: string): string {
  return `leaf-${site}`;
}

/** Where a user receives answers; nobody else may listen there. */
export function inboxPrefix(user: string): string {
  return `_INBOX.${toSubjectToken(user)}`;
}

/** What a user subscribes to for its answers. */
export function inboxOf(user: string): string {
  return `${inboxPrefix(user)}.>`;
}

/** Where every user receives answers: for services that answer all of them. */
export const allInboxes = '_INBOX.>';

/** Users that ask what services are there: sites must be able to answer them. */
export const askingUsers: readonly string[] = [
  'admin',
  natsUsers.dispatcher,
  natsUsers.operator,
  natsUsers.reader,
];
