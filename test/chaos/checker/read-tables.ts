import { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';

const taskSchema = z.object({
  id: z.string(),
  job: z.string(),
  device: z.string(),
  outcome: z.string().nullable(),
  commit: z.string().nullable(),
  attempts: z.number(),
  code: z.string().nullable(),
});
const jobSchema = z.object({ id: z.string(), status: z.string() });
const versionSchema = z.object({
  device: z.string(),
  task: z.string(),
  commit: z.string(),
  blob: z.string(),
  path: z.string(),
});
const headSchema = z.object({ device: z.string(), commit: z.string(), text: z.string() });

export type TaskRow = z.output<typeof taskSchema>;
export type VersionRow = z.output<typeof versionSchema>;

/** What PostgreSQL says of a run. */
export interface Tables {
  readonly jobs: readonly z.output<typeof jobSchema>[];
  readonly tasks: readonly TaskRow[];
  /** In the order in which they were stored. */
  readonly versions: readonly VersionRow[];
  readonly heads: readonly z.output<typeof headSchema>[];
}

/** Plain SQL, without netraven's entities. */
export async function readTables(databaseUrl: string): Promise<Tables> {
  const orm = await MikroORM.init({
    clientUrl: databaseUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: 1 },
  });
  try {
    const query = async <T extends z.ZodType>(schema: T, sql: string) =>
      z.array(schema).parse(await orm.em.getConnection().execute(sql));
    return {
      jobs: await query(jobSchema, 'select id, status from job order by requested_at'),
      tasks: await query(
        taskSchema,
        `select id, job_id as job, device_name as device, outcome, "commit", attempts, error_code as code
         from task order by id`,
      ),
      versions: await query(
        versionSchema,
        'select device_name as device, task_id as task, "commit", blob, path from config_version order by id',
      ),
      heads: await query(headSchema, 'select device_name as device, "commit", text from config_head'),
    };
  } finally {
    await orm.close();
  }
}
