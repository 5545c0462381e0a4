import { randomUUID } from 'node:crypto';
import { parseConfig } from '@netraven/common/config';
import type { Dispatcher } from '../../../packages/dispatcher/src/dispatcher.ts';
import { addressNotices } from '../../../packages/dispatcher/src/notify/address-notices.ts';
import { announceTargets } from '../../../packages/dispatcher/src/notify/announce-targets.ts';
import { gatherNotification } from '../../../packages/dispatcher/src/notify/gather-notification.ts';
import { openDeliveries } from '../../../packages/dispatcher/src/notify/notify.ts';
import type { TestSystem } from './start-dispatcher.ts';

/** One dispatcher's part in notifying, a step at a time. */
export interface Notifier {
  readonly dispatcher: Dispatcher;
  /** Reads the notices, and makes the messages that are due. */
  gather(): Promise<void>;
  /** Delivers once what is due, and waits for it. */
  deliver(): Promise<void>;
}

/** A dispatcher with these targets, which are announced. */
export async function openNotifier(system: TestSystem, notifications: readonly object[]): Promise<Notifier> {
  const dispatcher = {
    ...(await system.openDispatcher()),
    config: parseConfig({ notifications }),
  };
  const { inventory, config } = dispatcher;
  await announceTargets(inventory, config.notifications);
  const names = config.notifications.map(({ name }) => name);
  return {
    dispatcher,
    async gather() {
      while (await addressNotices(inventory));
      while (await gatherNotification(inventory, names, randomUUID()));
    },
    async deliver() {
      const deliveries = openDeliveries(dispatcher, new AbortController().signal);
      await deliveries.start();
      await deliveries.settled();
    },
  };
}

/** Writes what a recorder writes of a device whose task ended; gives the task an error where it failed. */
export async function endTask({ query }: TestSystem, device: string, outcome: string): Promise<void> {
  const id = randomUUID();
  const code = outcome === 'failed' || outcome === 'quarantined' ? 'NETRAVEN_CONNECT_TIMEOUT' : null;
  await query(
    `insert into job (id, status, lane, selection, requested_at) values (?, 'RUNNING', 'bulk', '{}', now())`,
    [id],
  );
  await query(
    `with ended as (
       insert into task (id, job_id, device_id, device_name, site, lane, requested_at, finished_at, outcome,
         error_code, error_message, error_hint)
       select ?, ?, d.id, d.name, d.site, 'bulk', now(), clock_timestamp(), ?, ?,
         case when ?::text is not null then d.name || ': no answer within 20 s' end, 'Check it.'
       from device d where d.name = ? returning device_id, outcome, finished_at, error_code
     )
     update device set last_outcome = e.outcome, last_outcome_at = e.finished_at, last_error_code = e.error_code,
       failures_in_row = case when e.outcome = 'failed' then failures_in_row + 1 else 0 end
     from ended e where device.id = e.device_id`,
    [id, id, outcome, code, code, device],
  );
}

/** Writes what the git-writer writes of commits, one for each device given. */
export async function commitVersions(
  { query }: TestSystem,
  devices: readonly string[],
  {
    change = 'significant',
    diff = '',
    removed = 0,
  }: { change?: string; diff?: string; removed?: number } = {},
): Promise<void> {
  await query(
    `insert into config_version (capture, device_id, device_name, site, path, platform, fence, job_id, task_id, commit,
       blob, hash, bytes, lines, captured_at, committed_at, added, removed, change, diff)
     select gen_random_uuid()::text, d.id, d.name, d.site, d.path, d.platform, '1-1-1', 'j', 't',
       md5(random()::text) || '00000000', repeat('b', 40), 'h', 1, 1, now(), now(), 2, ?, ?, ?
     from device d where d.name in (select jsonb_array_elements_text(?::jsonb)) order by d.name`,
    [removed, change, diff, JSON.stringify(devices)],
  );
}
