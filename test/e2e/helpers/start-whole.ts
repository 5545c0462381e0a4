import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLog } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import { generateIdentity } from '@netraven/common/seal';
import type { ExecutionContext } from 'ava';
import { runExecutor } from '../../../packages/executor/src/run-executor.ts';
import { openReader } from '../../../packages/git-writer/src/read/read-repository.ts';
import { registerService } from '../../../packages/git-writer/src/register-service.ts';
import { defaultSettings, newCounters } from '../../../packages/git-writer/src/writer.ts';
import { startTestSystem, type TestSystem } from '../../dispatcher/helpers/start-dispatcher.ts';
import { startWriter, type TestWriter } from '../../git-writer/helpers/start-writer.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

/** Dispatcher, executor with a database, and git-writer, all in this process. */
export interface WholeSystem {
  readonly system: TestSystem;
  readonly writer: TestWriter;
  readonly gitDir: string;
}

export async function startWhole(t: ExecutionContext<unknown>): Promise<WholeSystem> {
  const folder = await makeTempFolder(t);
  const system = await startTestSystem();
  t.teardown(() => system[Symbol.asyncDispose]());
  await system.startDispatcher();
  await startExecutor(t, await siteConfig(system, folder));
  const { nats, connection, databaseUrl, inventory } = system;
  const gitDir = join(folder, 'configs.git');
  const writer = startWriter(t, {
    nats,
    connection,
    writerConnection: await nats.connect('git-writer'),
    databaseUrl,
    inventory,
    gitDir,
  });
  const log = openLog('test-writer', 'silent');
  const context = { gitDir, settings: defaultSettings, connection, inventory, log, counters: newCounters() };
  const reader = openReader(gitDir);
  const service = await registerService(context, reader, writer.status);
  t.teardown(async () => {
    await service.stop();
    reader.close();
  });
  return { system, writer, gitDir };
}

async function siteConfig({ config, nats, databaseUrl }: TestSystem, folder: string): Promise<Config> {
  const identityFile = join(folder, 'identity');
  const fingerprintKeyFile = join(folder, 'fingerprint');
  const { identity } = await generateIdentity();
  await writeFile(identityFile, identity, { mode: 0o600 });
  await writeFile(fingerprintKeyFile, Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });
  return {
    ...config,
    nats: { ...config.nats, ...nats.optionsFor() },
    database: { ...config.database, url: databaseUrl },
    executor: { ...config.executor, sessions: 4, threads: 1, stopGraceMs: 200, freshStore: true },
    retry: { ...config.retry, maxAttempts: 1 },
    secrets: { recipients: [], identityFile, fingerprintKeyFile },
  };
}

async function startExecutor(t: ExecutionContext<unknown>, config: Config): Promise<void> {
  const controller = new AbortController();
  const log = openLog('test-executor', process.env.NETRAVEN_TEST_LOG ?? 'silent');
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  const ended = runExecutor(config, { log, signal: controller.signal, ready: resolve });
  ended.catch(reject);
  t.teardown(async () => {
    controller.abort();
    await ended;
  });
  await ready;
}
