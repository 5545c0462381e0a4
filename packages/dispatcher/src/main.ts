import { parseArgs } from 'node:util';
import { NetravenError, openLog, shutdownSignal } from '@netraven/common';
import { loadConfig } from '@netraven/common/config';
import { migrateInventory, openInventory } from '@netraven/common/inventory';
import { connectNats } from '@netraven/common/jetstream';
import { loadPlatforms } from '@netraven/common/platform';
import { dispatchJobs } from './dispatch-job.ts';
import { openBells } from './stage/bells.ts';

const SHUTDOWN_LIMIT_MS = 20_000;

const { values } = parseArgs({
  args: process.argv.slice(process.argv.indexOf('dispatcher') + 1),
  options: { config: { type: 'string' } },
});
const config = await loadConfig({ file: values.config });
const log = openLog('dispatcher', config.log.level);
const signal = shutdownSignal(log, SHUTDOWN_LIMIT_MS);

if (config.database.url === undefined) {
  throw new NetravenError('NETRAVEN_CONFIG_INVALID', 'database.url: the dispatcher needs a database');
}
if (config.platforms.folder !== undefined) await loadPlatforms(config.platforms.folder);
const connection = await connectNats(config.nats, { name: 'netraven dispatcher', log, signal });
const inventory = await openInventory({ url: config.database.url, poolSize: config.database.poolSize });
await migrateInventory(inventory);

const bells = openBells();
await dispatchJobs({ config, connection, inventory, log, bells }, signal, () => {
  process.stdout.write('ready\n');
});
await connection.drain();
await inventory.close();
