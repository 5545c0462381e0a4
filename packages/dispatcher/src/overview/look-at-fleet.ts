import { SECOND } from '@netraven/common';
import { API_SERVICE, EXECUTOR_SERVICE, GIT_SERVICE } from '@netraven/common/api';
import { inDomain, streamNames } from '@netraven/common/jetstream';
import type { ServiceStats } from 'nats';
import { z } from 'zod';
import type { Dispatcher } from '../dispatcher.ts';
import { askStats, dataOf, type StatsAnswer } from './ask-stats.ts';
import type { ClockFacts, FleetFacts, RoleFacts } from './find-concerns.ts';

/** Executors behind leaf nodes on other continents answer within this. */
const LISTEN_MS = 2 * SECOND;

const roleOf = new Map<string, RoleFacts['role']>([
  [API_SERVICE, 'dispatcher'],
  [EXECUTOR_SERVICE, 'executor'],
  [GIT_SERVICE, 'git-writer'],
]);
const clockSchema = z.object({ now: z.iso.datetime() });
/** nats-server from 2.10 on tells its time with a stream. */
const serverTimeSchema = z.object({ ts: z.string() });

type Looking = Pick<Dispatcher, 'connection' | 'inventory' | 'config'>;

/** Asks every role, PostgreSQL and NATS what they are and what time it is there. */
export async function lookAtFleet(dispatcher: Looking): Promise<FleetFacts> {
  const askedAt = Date.now();
  const [answers, database, server, sites] = await Promise.all([
    askStats(dispatcher.connection, { maxWait: LISTEN_MS }),
    databaseClock(dispatcher),
    serverClock(dispatcher),
    readSites(dispatcher),
  ]);
  const ours = answers.filter(({ stats }) => roleOf.has(stats.name));
  return {
    roles: ours.flatMap(({ stats }) => describeRole(stats)),
    clocks: [...database, ...server, ...ours.flatMap((answer) => roleClock(answer, askedAt))],
    sites,
  };
}

function describeRole({ name, id, version, metadata }: ServiceStats): RoleFacts[] {
  const role = roleOf.get(name);
  if (role === undefined) return [];
  return [{ role, version, name: metadata?.executor ?? id, site: metadata?.site ?? null }];
}

function roleClock({ stats, arrivedAt }: StatsAnswer, askedAt: number): ClockFacts[] {
  const data = clockSchema.safeParse(dataOf(stats));
  const [role] = describeRole(stats);
  if (!data.success || role === undefined) return [];
  const of = role.site === null ? role.role : `${role.role} ${role.name} of ${role.site}`;
  return [{ of, aheadMs: compareClocks(Date.parse(data.data.now), { askedAt, arrivedAt }) }];
}

async function databaseClock({ inventory }: Looking): Promise<ClockFacts[]> {
  const askedAt = Date.now();
  const [row] = await inventory.em
    .fork()
    .execute<{ ms: number }[]>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms');
  if (row === undefined) return [];
  return [
    { of: 'PostgreSQL', aheadMs: compareClocks(Math.floor(row.ms), { askedAt, arrivedAt: Date.now() }) },
  ];
}

async function serverClock({ connection, config }: Looking): Promise<ClockFacts[]> {
  const manager = await connection.jetstreamManager({ checkAPI: false, ...inDomain(config.nats.domain) });
  const askedAt = Date.now();
  const info = serverTimeSchema.safeParse(await manager.streams.info(streamNames.jobs));
  if (!info.success) return [];
  const theirs = Date.parse(info.data.ts);
  return [{ of: 'nats-server', aheadMs: compareClocks(theirs, { askedAt, arrivedAt: Date.now() }) }];
}

async function readSites({ inventory }: Looking): Promise<FleetFacts['sites']> {
  return inventory.em.fork().execute<{ name: string; hasDevices: boolean }[]>(
    `select s.name, exists (select 1 from device d where d.site = s.name) as "hasDevices"
     from site s order by s.name`,
  );
}

/** The instant in an answer lies between the question and the answer, if the clocks agree: then this is 0. */
export function compareClocks(
  theirs: number,
  { askedAt, arrivedAt }: { readonly askedAt: number; readonly arrivedAt: number },
): number {
  if (theirs < askedAt) return theirs - askedAt;
  return Math.max(0, theirs - arrivedAt);
}
