import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NetravenError, openLog, SECOND, shutdownSignal, toErrorRecord, waitAtMost } from '@netraven/common';
import { loadConfig } from '@netraven/common/config';
import { migrateInventory, openInventory } from '@netraven/common/inventory';
import { connectNats, exitWhenClosed } from '@netraven/common/jetstream';
import { openMonitor, watchDatabase, watchNats } from '@netraven/common/metric';
import { openTelemetry } from '@netraven/common/trace';
import { openReader } from './read/read-repository.ts';
import { registerService } from './register-service.ts';
import { runGitWriter } from './run-git-writer.ts';
import { watchWriter } from './watch-writer.ts';
import { defaultSettings, newCounters, type WriterStatus } from './writer.ts';

const STOP_LIMIT_MS = 25 * SECOND;
const CLOSE_MS = 5 * SECOND;

const { values } = parseArgs({
  options: { config: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
let log = openLog('git-writer');
try {
  const config = await loadConfig({ file: typeof values.config === 'string' ? values.config : undefined });
  log = openLog('git-writer', config.log.level);
  const { database, nats, repository } = config;
  if (database.url === undefined)
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', 'database.url: the git-writer needs a database');
  const signal = shutdownSignal(log, STOP_LIMIT_MS);
  const monitor = await openMonitor({ role: 'git-writer', listen: config.metrics.listen, log, signal });
  const { health } = monitor;
  const telemetry = await openTelemetry({ role: 'git-writer', telemetry: config.telemetry, log });
  const connection = await connectNats(nats, { name: 'netraven-git-writer', log, signal });
  exitWhenClosed(connection, log, signal);
  using _nats = watchNats(connection, health);
  const inventory = await openInventory({ url: database.url, poolSize: database.poolSize });
  using _database = watchDatabase(inventory, health, { required: true });
  await migrateInventory(inventory);

  const gitDir = resolve(repository.path);
  const context = {
    gitDir,
    settings: { ...defaultSettings, maintenancePacks: repository.maintenancePacks },
    connection,
    inventory,
    log,
    counters: newCounters(),
  };
  let status: WriterStatus = 'starting';
  let isReady = false;
  const reader = openReader(gitDir);
  using _writer = watchWriter({ connection, domain: nats.domain, status: () => status }, health);
  const service = await registerService(context, reader, () => status);
  const setStatus = (next: WriterStatus) => {
    status = next;
    if (!signal.aborted) health.setState(next);
    if (isReady || (next !== 'writing' && next !== 'standby')) return;
    isReady = true;
    process.stdout.write('ready\n');
  };
  await runGitWriter(context, { signal, domain: nats.domain, setStatus });

  await service.stop();
  reader.close();
  await telemetry[Symbol.asyncDispose]();
  await monitor[Symbol.asyncDispose]();
  await inventory.close();
  await waitAtMost(CLOSE_MS, connection.drain());
  process.exit(0);
} catch (error) {
  log.fatal({ err: error }, toErrorRecord(error).message);
  process.exit(1);
}
