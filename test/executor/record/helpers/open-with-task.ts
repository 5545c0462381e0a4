import { openInventory } from '@netraven/common/inventory';
import type { Result } from '@netraven/common/message';
import { startTestDatabase } from '../../../helpers/start-database.ts';

export const NOW = '2026-01-02T03:04:05.000Z';

/** A database that holds task `j-7` of device r7 at site ams. */
export async function openWithTask() {
  const database = await startTestDatabase();
  const inventory = await openInventory({ url: database.url });
  await inventory.em.getConnection().execute(`
    insert into site (name, created_at) values ('ams', now());
    insert into device (id, name, host, platform, site, path, created_at, updated_at)
      values (7, 'r7', '127.0.0.1', 'cisco_ios', 'ams', 'ams/r7.cfg', now(), now());
    insert into job (id, status, lane, selection, requested_at) values ('j', 'RUNNING', 'bulk', '{}', now());
    insert into task (id, job_id, device_id, device_name, site, lane, requested_at)
      values ('j-7', 'j', 7, 'r7', 'ams', 'bulk', now());`);
  return {
    inventory,
    [Symbol.asyncDispose]: async () => {
      await inventory.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** What an executor of ams says of that task. */
export const result = (changes: Partial<Result>): Result => ({
  v: 1,
  task: 'j-7',
  job: 'j',
  site: 'ams',
  device: { id: 7, name: 'r7' },
  attempt: 1,
  fence: '1-5-1',
  capture: 'j-7.1-5-1',
  outcome: 'unchanged',
  error: null,
  executor: 'e1',
  credential: 'ops',
  startedAt: NOW,
  finishedAt: NOW,
  sessionMs: 12.6,
  log: [{ at: NOW, level: 'info', message: 'nothing\u0000 new' }],
  connectionLog: 'show version',
  facts: { version: '1', model: null, serial: 'S1', hostname: null, uptime: null },
  hostKey: { type: 'ssh-ed25519', fingerprint: 'SHA256:first' },
  jumpHostKeys: [],
  quarantine: null,
  latestSealed: null,
  latestSealedTo: null,
  ...changes,
});
