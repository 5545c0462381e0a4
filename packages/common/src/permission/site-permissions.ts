import { apiSubject, EXECUTOR_SERVICE } from '../api/endpoints.ts';
import {
  bucketStream,
  consumerNames,
  defaultStreamSizes,
  siteBuckets,
  siteConsumers,
  siteStreams,
  streamNames,
} from '../jetstream/streams.ts';
import { lanes } from '../message/lane.ts';
import { subjectPatterns } from '../message/subject-patterns.ts';
import { pingOf, serviceSubjects } from './core-permissions.ts';
import { inspection, jetstreamApi } from './jetstream-api.ts';
import type { NatsPermissions } from './nats-permissions.ts';
import { askingUsers, executorUser, inboxOf } from './nats-users.ts';

/** The JetStream domain of a site that has a server of its own. */
export function siteDomain(site: string): string {
  return site;
}

/** Takes the tasks of the site from the hub, and hands it what the site produced. */
function exchange(site: string, hubDomain?: string): string[] {
  const hub = jetstreamApi(hubDomain);
  return [
    ...lanes.flatMap((lane) => hub.pull(streamNames.tasks, consumerNames.tasks(site, lane))),
    subjectPatterns.snapshotsOfSite(site),
    subjectPatterns.chunksOfSite(site),
    subjectPatterns.resultsOfSite(site),
    subjectPatterns.eventsOfSite(site),
    // A snapshot goes to the hub after its chunks.
    hub.streamInfo(streamNames.chunks),
  ];
}

/** The outbox and the buckets of the site: what an executor reads, writes and drains. */
function store(site: string): string[] {
  const api = jetstreamApi();
  const streams = siteStreams(site, defaultStreamSizes).map(({ name }) => name);
  const buckets = siteBuckets(site).map(({ name }) => name);
  return [
    api.account,
    subjectPatterns.outboxOfSite(site),
    ...[...siteConsumers(site)].flatMap(([stream, consumers]) =>
      consumers.flatMap(({ durable_name }) => api.pull(stream, durable_name)),
    ),
    pingOf(EXECUTOR_SERVICE),
    // A server that forgets acknowledgements leaves consumers that have to be made anew.
    ...streams.flatMap((stream) => [
      api.consumerList(stream),
      ...api.consumerWrite(stream),
      api.consumerDelete(stream),
    ]),
    ...buckets.map((bucket) => `$KV.${bucket}.>`),
    ...[...streams, ...buckets.map(bucketStream)].flatMap((stream) => [
      api.streamInfo(stream),
      api.messageGet(stream),
    ]),
  ];
}

function executorListens(site: string): string[] {
  return [
    inboxOf(executorUser(site)),
    subjectPatterns.controlOfSite(site),
    subjectPatterns.executorsOfSite(site),
    ...serviceSubjects,
  ];
}

/**
 * An executor that is connected to the hub itself. It may not make streams, not even its own: a stream can copy others.
 * The dispatcher makes them when it is asked to.
 */
export function hubExecutorPermissions(site: string): NatsPermissions {
  return {
    publish: [...exchange(site), ...store(site), apiSubject('site.prepare')],
    subscribe: executorListens(site),
    answers: true,
  };
}

/** What an executor at the hub may do besides, when it records the results of sites without a database login. */
export const recorderPermissions: Pick<NatsPermissions, 'publish'> = {
  publish: [...jetstreamApi().pull(streamNames.results, consumerNames.results), subjectPatterns.allEvents],
};

/** An executor on the server of its site; it makes the site's streams, where no other site has any. */
export function siteExecutorPermissions(site: string, hubDomain: string): NatsPermissions {
  const api = jetstreamApi();
  const streams = [
    ...siteStreams(site, defaultStreamSizes).map(({ name }) => name),
    ...siteBuckets(site).map(({ name }) => bucketStream(name)),
  ];
  return {
    publish: [...exchange(site, hubDomain), ...store(site), ...streams.flatMap(api.streamWrite)],
    subscribe: executorListens(site),
    answers: true,
  };
}

/**
 * What crosses the link between the server of a site and the hub, whoever is connected at the site: `publish` from the
 * site to the hub, `subscribe` from the hub to the site.
 */
export function leafPermissions(site: string, hubDomain: string): NatsPermissions {
  return {
    publish: [...exchange(site, hubDomain), ...askingUsers.map(inboxOf)],
    subscribe: [...executorListens(site), ...inspection(siteDomain(site))],
    answers: false,
  };
}
