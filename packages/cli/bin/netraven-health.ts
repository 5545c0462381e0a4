#!/usr/bin/env node
import { hostname } from 'node:os';
import { SECOND, toErrorRecord } from '@netraven/common';
import { type Config, loadConfig } from '@netraven/common/config';
import { connectNats } from '@netraven/common/jetstream';
import { askReadiness } from '../src/health/ask-readiness.ts';
import { checkHealth, type HealthRole, healthRoles } from '../src/health/check-health.ts';

// The health check of a container: netraven-health dispatcher | executor | git-writer. It asks /readyz where the role
// serves it, else NATS.
const role = healthRoles.find((name) => name === process.argv[2]);
try {
  if (role === undefined) throw new Error(`usage: netraven-health ${healthRoles.join(' | ')}`);
  const { nats, metrics } = await loadConfig({});
  const isHealthy =
    metrics.listen === '' ? await pingsOnNats(nats, role) : await askReadiness(metrics.listen);
  process.stdout.write(isHealthy ? `${role} answers\n` : `${role} does not answer\n`);
  process.exitCode = isHealthy ? 0 : 1;
} catch (error) {
  process.stdout.write(`${toErrorRecord(error).message}\n`);
  process.exitCode = 1;
}

async function pingsOnNats(nats: Config['nats'], asked: HealthRole): Promise<boolean> {
  const connection = await connectNats(nats, { name: 'netraven-health', waitMs: 3 * SECOND });
  try {
    return await checkHealth(connection, asked, hostname());
  } finally {
    await connection.close();
  }
}
