import packageJson from '../../package.json' with { type: 'json' };
import { countConcerns } from './count-concerns.ts';
import type { Handler } from './handler.ts';

type Counts = Awaited<ReturnType<Handler<'status'>>>['counts'];

/** What `doctor` asks of the system behind the API. */
export const showStatus: Handler<'status'> = async ({ inventory, config }) => {
  const em = inventory.em.fork();
  const [database] = await em.execute<
    { version: string; head: string | null; transport: 'local' | 'tls' | 'clear' }[]
  >(
    `select current_setting('server_version') as version,
       (select commit from writer_head order by updated_at desc limit 1) as head,
       case when inet_client_addr() is null or inet_client_addr() <<= '127.0.0.0/8' or inet_client_addr() = '::1' then 'local'
         when (select ssl from pg_stat_ssl where pid = pg_backend_pid()) then 'tls' else 'clear' end as transport`,
  );
  const [counts] = await em.execute<Counts[]>(
    `select (select count(*)::int from device) as devices,
       (select count(*)::int from job where finished_at is null) as "openJobs",
       (select count(*)::int from task where outcome is null) as "openTasks",
       (select count(*)::int from config_version) as versions,
       (select count(*)::int from quarantine where state = 'open') as quarantined`,
  );
  const sites = await em.execute<{ name: string }[]>(
    'select name from site where recipient is null order by name',
  );
  return {
    version: packageJson.version,
    databaseVersion: database?.version ?? '',
    pendingMigrations: (await inventory.migrator.getPending()).length,
    writerHead: database?.head ?? null,
    now: new Date().toISOString(),
    counts: counts ?? { devices: 0, openJobs: 0, openTasks: 0, versions: 0, quarantined: 0 },
    concerns: await countConcerns(em),
    sitesWithoutKey: sites.map((site) => site.name),
    recipients: config.secrets.recipients.length,
    databaseTransport: database?.transport ?? 'clear',
  };
};
