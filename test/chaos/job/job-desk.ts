import { MikroORM } from '@mikro-orm/postgresql';
import type { EmbeddedNats } from '@netraven/cli/embedded';
import { pause } from '@netraven/common';
import { connectNats, publishDurable, streamNames } from '@netraven/common/jetstream';
import { subjects } from '@netraven/common/message';
import type { RoundJob } from '../checker/round.ts';

const CONNECT_MS = 10_000;
const REQUEST_MS = 60_000;
const LOOK_EVERY_MS = 500;

/** Where jobs are requested and followed, as any service would: a message in, a query out. */
export interface JobDesk extends AsyncDisposable {
  /** Returns once the broker has the request, however long it is away within a minute. */
  request(job: RoundJob, lane: 'bulk' | 'urgent'): Promise<void>;
  /** Waits for the end of jobs until `endsAt` says it is too late. @returns whether all are closed */
  areClosed(jobs: readonly RoundJob[], endsAt: () => number): Promise<boolean>;
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
  const countClosed = async (ids: readonly string[]) => {
    const sql = `select id from job where finished_at is not null and id in (${ids.map(() => '?').join(', ')})`;
    try {
      return (await orm.em.getConnection().execute<unknown[]>(sql, [...ids])).length;
    } catch {
      return 0;
    }
  };
  return {
    request: async ({ id, devices }, lane) => {
      const data = Buffer.from(JSON.stringify({ v: 1, id, lane, devices, requestedBy: 'chaos' }));
      const message = { subject: subjects.jobRequest, data, messageId: id, stream: streamNames.jobs };
      await publishDurable(client, message, AbortSignal.timeout(REQUEST_MS));
    },
    areClosed: async (jobs, endsAt) => {
      const ids = jobs.map(({ id }) => id);
      while (performance.now() < endsAt()) {
        if ((await countClosed(ids)) === ids.length) return true;
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
