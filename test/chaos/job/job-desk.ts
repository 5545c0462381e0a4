import { MikroORM } from '@mikro-orm/postgresql';
import type { EmbeddedNats } from '@netraven/cli/embedded';
import { pause } from '@netraven/common';
import { connectNats, publishDurable, streamNames } from '@netraven/common/jetstream';
import { subjects } from '@netraven/common/message';
import { z } from 'zod';
import type { RoundJob } from '../checker/round.ts';
import type { Member } from '../system/plan-members.ts';

const CONNECT_MS = 10_000;
const REQUEST_MS = 60_000;
const LOOK_EVERY_MS = 500;
const ANSWER_MS = 3000;
const GIVE_UP_MS = 180_000;

const endsSchema = z.array(z.object({ jobs: z.number(), tasks: z.number() }));
const errorSchema = z.object({ code: z.string() });
const importSchema = z.object({ errors: z.array(z.unknown()).max(0) });

/** Where jobs are requested and followed, as any service would: a message in, a query out. */
export interface JobDesk extends AsyncDisposable {
  /** Returns once the broker has the request, however long it is away within a minute. */
  request(job: RoundJob, lane: 'bulk' | 'urgent'): Promise<void>;
  /** Cancels a job as soon as it is known; one that is closed stays as it is. */
  cancel(job: RoundJob): Promise<void>;
  /** Says in the inventory where devices stand. */
  move(members: readonly Member[]): Promise<void>;
  /**
   * Waits for the end of jobs, as long as tasks come to theirs.
   * @param idleLimitMs how long none may, counted from `since` at the earliest
   * @returns whether all are closed
   */
  areClosed(jobs: readonly RoundJob[], idleLimitMs: number, since: () => number): Promise<boolean>;
}

export async function openJobDesk(nats: EmbeddedNats, databaseUrl: string): Promise<JobDesk> {
  const login = { url: nats.url, user: 'client', password: nats.logins.client.password.reveal() };
  const connection = await connectNats(login, { name: 'chaos', waitMs: CONNECT_MS });
  const client = connection.jetstream({ domain: nats.domain });
  const orm = await MikroORM.init({
    clientUrl: databaseUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: 1 },
  });
  /** The control API, asked again while there is nobody to answer; each request may be done twice. */
  const call = async <T extends z.ZodType>(name: string, input: object, schema: T): Promise<z.output<T>> => {
    const endsAt = performance.now() + GIVE_UP_MS;
    for (let failure = ''; performance.now() < endsAt; await pause(LOOK_EVERY_MS)) {
      try {
        const answer = await connection.request(`netraven.api.${name}`, JSON.stringify(input), {
          timeout: ANSWER_MS,
        });
        const body: unknown = answer.json();
        if (!answer.headers?.has('Nats-Service-Error')) return schema.parse(body);
        failure = errorSchema.parse(body).code;
      } catch (error) {
        if (error instanceof z.ZodError) throw error;
        failure = String(error);
      }
      if (failure === 'NETRAVEN_MESSAGE_INVALID') break;
    }
    throw new Error(`${name} was not done`);
  };
  const countEnds = async (ids: readonly string[]) => {
    const among = `in (${ids.map(() => '?').join(', ')})`;
    const sql = `select (select count(*)::int from job where finished_at is not null and id ${among}) as jobs,
      (select count(*)::int from task where outcome is not null and job_id ${among}) as tasks`;
    try {
      return endsSchema.parse(await orm.em.getConnection().execute(sql, [...ids, ...ids]))[0];
    } catch {
      return undefined;
    }
  };
  return {
    request: async ({ id, devices }, lane) => {
      const data = Buffer.from(JSON.stringify({ v: 1, id, lane, devices, requestedBy: 'chaos' }));
      const message = { subject: subjects.jobRequest, data, messageId: id, stream: streamNames.jobs };
      await publishDurable(client, message, AbortSignal.timeout(REQUEST_MS));
    },
    cancel: async ({ id }) => void (await call('job.cancel', { id }, z.unknown())),
    move: async (members) => {
      const devices = members.map(({ name, host, port, platform, site }) => {
        return { name, host, port, platform, site, tags: ['chaos'] };
      });
      await call('device.import', { devices }, importSchema);
    },
    areClosed: async (jobs, idleLimitMs, since) => {
      const ids = jobs.map(({ id }) => id);
      let ended = 0;
      let movedAt = performance.now();
      while (performance.now() < Math.max(movedAt, since()) + idleLimitMs) {
        const ends = await countEnds(ids);
        if (ends?.jobs === ids.length) return true;
        if (ends && ends.tasks > ended) {
          ended = ends.tasks;
          movedAt = performance.now();
        }
        await pause(LOOK_EVERY_MS);
      }
      return false;
    },
    [Symbol.asyncDispose]: async () => {
      await orm.close();
      await connection.close();
    },
  };
}
