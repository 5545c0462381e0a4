import { GIT_SERVICE } from '../api/git-read.ts';
import { consumerNames, defaultStreamSizes, hubStreams, streamNames } from '../jetstream/streams.ts';
import { subjectPatterns } from '../message/subject-patterns.ts';
import { subjects } from '../message/subjects.ts';
import { inspection, jetstreamApi } from './jetstream-api.ts';
import type { NatsPermissions } from './nats-permissions.ts';
import { allInboxes, inboxOf, natsUsers } from './nats-users.ts';

/** What the services of `nats micro` listen to. */
export const serviceSubjects = ['PING', 'INFO', 'STATS'].flatMap((verb) => [
  `$SRV.${verb}`,
  `$SRV.${verb}.>`,
]);

const everyService = '$SRV.>';

/** A health check asks in the name of its role whether the role answers. */
export function pingOf(service: string): string {
  return `$SRV.PING.${service}`;
}

const api = jetstreamApi();

/**
 * Makes and keeps the streams of the hub, and those of sites that have no server of their own: their names are not
 * known beforehand and a wildcard takes whole words, hence `*`. It deletes no stream and purges none.
 */
export const dispatcherPermissions: NatsPermissions = {
  publish: [
    subjectPatterns.allTasks,
    subjectPatterns.allControl,
    subjectPatterns.allEvents,
    subjects.jobRequest,
    // Captures that an operator accepted, and originals that were sealed anew.
    subjectPatterns.allSnapshots,
    subjectPatterns.allChunks,
    subjectPatterns.allGit,
    // "docker compose exec dispatcher netraven …" is the command line with this login.
    subjectPatterns.allApi,
    subjectPatterns.allExecutors,
    allInboxes,
    everyService,
    ...inspection(),
    ...api.streamWrite('*'),
    ...api.consumerWrite('*'),
    api.consumerDelete('*'),
    api.messageDelete(streamNames.tasks),
    ...api.pull(streamNames.jobs, consumerNames.jobs),
  ],
  subscribe: [
    inboxOf(natsUsers.dispatcher),
    subjectPatterns.allApi,
    subjectPatterns.allEvents,
    ...serviceSubjects,
  ],
  answers: false,
};

/** Takes snapshots, reads their chunks and deletes them once they are settled. */
export const gitWriterPermissions: NatsPermissions = {
  publish: [
    subjectPatterns.allEvents,
    allInboxes,
    api.account,
    ...hubStreams(defaultStreamSizes).map(({ name }) => api.streamInfo(name)),
    ...api.pull(streamNames.snapshots, consumerNames.snapshots),
    api.messageGet(streamNames.chunks),
    api.streamPurge(streamNames.chunks),
    pingOf(GIT_SERVICE),
  ],
  subscribe: [inboxOf(natsUsers.gitWriter), subjectPatterns.allGit, ...serviceSubjects],
  answers: false,
};

/**
 * The control API, and what `doctor` and `job watch` look at. `platform check` takes the lease of a device as an
 * executor does, hence the buckets.
 */
export const operatorPermissions: NatsPermissions = {
  publish: [
    subjects.jobRequest,
    subjectPatterns.allApi,
    subjectPatterns.allExecutors,
    everyService,
    '$KV.*.>',
    ...inspection(),
    ...inspection('*'),
    // What the nats CLI needs for "kv watch", "sub --since" and "stream get": consumers for the moment.
    ...api.directGet('*'),
    ...api.consumerWrite('*'),
    ...api.pull(streamNames.events, '*'),
    api.consumerDelete(streamNames.events),
    // Pauses and resumes a site.
    api.consumerPause(streamNames.tasks),
  ],
  subscribe: [inboxOf(natsUsers.operator), subjectPatterns.allEvents],
  answers: false,
};

/** Looks at streams, consumers, single messages, services and events; changes nothing. */
export const readerPermissions: NatsPermissions = {
  publish: [subjectPatterns.allExecutors, everyService, ...inspection(), ...inspection('*')],
  subscribe: [inboxOf(natsUsers.reader), subjectPatterns.allEvents],
  answers: false,
};

/** Requests backups. */
export const publisherPermissions: NatsPermissions = {
  publish: [subjects.jobRequest],
  subscribe: [inboxOf(natsUsers.publisher)],
  answers: false,
};
