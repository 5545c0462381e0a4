#!/usr/bin/env node
import { hostname } from 'node:os';
import { SECOND, toErrorRecord } from '@netraven/common';
import { loadConfig } from '@netraven/common/config';
import { connectNats } from '@netraven/common/jetstream';
import { checkHealth, healthRoles } from '../src/health/check-health.ts';

// The health check of a container: netraven-health dispatcher | executor | git-writer
const role = healthRoles.find((name) => name === process.argv[2]);
try {
  if (role === undefined) throw new Error(`usage: netraven-health ${healthRoles.join(' | ')}`);
  const { nats } = await loadConfig({});
  const connection = await connectNats(nats, { name: 'netraven-health', waitMs: 3 * SECOND });
  const isHealthy = await checkHealth(connection, role, hostname());
  await connection.close();
  process.stdout.write(isHealthy ? `${role} answers\n` : `${role} does not answer\n`);
  process.exitCode = isHealthy ? 0 : 1;
} catch (error) {
  process.stdout.write(`${toErrorRecord(error).message}\n`);
  process.exitCode = 1;
}
