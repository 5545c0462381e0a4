import { parseArgs } from 'node:util';
import { openLog, SECOND, shutdownSignal, toErrorRecord } from '@netraven/common';
import { loadConfig } from '@netraven/common/config';
import { openMonitor } from '@netraven/common/metric';
import { openTelemetry } from '@netraven/common/trace';
import { runExecutor } from './run-executor.ts';

const STOP_LIMIT_MS = 25 * SECOND;

const { values } = parseArgs({
  options: { config: { type: 'string' }, site: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
let log = openLog('executor');
try {
  const site = typeof values.site === 'string' ? { NETRAVEN_EXECUTOR_SITE: values.site } : {};
  const config = await loadConfig({
    file: typeof values.config === 'string' ? values.config : undefined,
    environment: { ...process.env, ...site },
  });
  log = openLog('executor', config.log.level);
  const signal = shutdownSignal(log, STOP_LIMIT_MS);
  const monitor = await openMonitor({ role: 'executor', listen: config.metrics.listen, log, signal });
  const telemetry = await openTelemetry({ role: 'executor', telemetry: config.telemetry, log });
  await runExecutor(config, {
    log,
    signal,
    ready: () => process.stdout.write('ready\n'),
    health: monitor.health,
  });
  await telemetry[Symbol.asyncDispose]();
  await monitor[Symbol.asyncDispose]();
  process.exit(0);
} catch (error) {
  log.fatal({ err: error }, toErrorRecord(error).message);
  process.exit(1);
}
