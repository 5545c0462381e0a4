import { parseArgs } from 'node:util';
import { MINUTE, NetravenError, openLog, SECOND, shutdownSignal, waitAtMost } from '@netraven/common';
import { loadConfig } from '@netraven/common/config';
import { migrateInventory, openInventory } from '@netraven/common/inventory';
import { connectNats, exitWhenClosed } from '@netraven/common/jetstream';
import { openMonitor, watchDatabase, watchNats } from '@netraven/common/metric';
import { loadPlatforms } from '@netraven/common/platform';
import { openTelemetry } from '@netraven/common/trace';
import { dispatchJobs } from './dispatch-job.ts';
import { RecentTasks } from './overview/recent-tasks.ts';
import { ensureQueues } from './queue/ensure-queues.ts';
import { openBells } from './stage/bells.ts';
import { retryFor } from './stage/retry-for.ts';
import { watchDispatcher } from './watch-dispatcher.ts';

const START_LIMIT_MS = MINUTE;
const SHUTDOWN_LIMIT_MS = 20 * SECOND;
/** Draining needs an answer of the server, which may be away. */
const DRAIN_LIMIT_MS = 2 * SECOND;

const { values } = parseArgs({
  args: process.argv.slice(process.argv.indexOf('dispatcher') + 1),
  options: { config: { type: 'string' } },
});
const config = await loadConfig({ file: values.config });
const { url, poolSize } = config.database;
if (url === undefined) {
  throw new NetravenError('NETRAVEN_CONFIG_INVALID', 'database.url: the dispatcher needs a database');
}
if (config.platforms.folder !== undefined) await loadPlatforms(config.platforms.folder);
const log = openLog('dispatcher', config.log.level);
const signal = shutdownSignal(log, SHUTDOWN_LIMIT_MS);

const monitor = await openMonitor({ role: 'dispatcher', listen: config.metrics.listen, log, signal });
const { health } = monitor;
const telemetry = await openTelemetry({ role: 'dispatcher', telemetry: config.telemetry, log });
const connection = await connectNats(config.nats, { name: 'netraven dispatcher', log, signal });
exitWhenClosed(connection, log, signal);
using _nats = watchNats(connection, health);
const inventory = await retryFor(START_LIMIT_MS, () => openInventory({ url, poolSize }), { log, signal });
using _database = watchDatabase(inventory, health, { required: true });
await migrateInventory(inventory);
const dispatcher = {
  config,
  connection,
  inventory,
  log,
  bells: openBells(),
  recent: new RecentTasks(Date.now()),
};
await retryFor(START_LIMIT_MS, () => ensureQueues(dispatcher), { log, signal });

using _queues = watchDispatcher(dispatcher, health);
await dispatchJobs(dispatcher, signal, () => {
  health.setState('serving');
  process.stdout.write('ready\n');
});
await telemetry[Symbol.asyncDispose]();
await monitor[Symbol.asyncDispose]();
await waitAtMost(DRAIN_LIMIT_MS, connection.drain());
await connection.close();
await inventory.close();
log.info('stopped');
