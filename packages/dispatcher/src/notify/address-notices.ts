import { fromRows, type Inventory, toRowParameter } from '@netraven/common/inventory';
import { isoInstant } from '../stage/iso-instant.ts';
import { judgeNotice, type Notice } from './judge-notice.ts';
import type { TargetTerms } from './target-terms.ts';

/** Notices of one transaction. */
const BATCH = 1000;

interface NoticeRow extends Notice {
  readonly id: string;
  readonly at: string;
  readonly deviceId: number | null;
  readonly deviceName: string;
  readonly versionId: string | null;
  readonly outcomeAt: string | null;
  readonly errorCode: string | null;
  readonly serial: string | null;
  readonly serialBefore: string | null;
}

interface TargetRow {
  readonly name: string;
  readonly terms: TargetTerms;
}

const itemColumns = `target text, kind text, state_before text, at timestamptz, device_id int, device_name text,
  site text, platform text, version_id bigint, change text, outcome_at timestamptz, failures int, error_code text,
  serial text, serial_before text`;

/**
 * Turns what the triggers noted into what each target is to be told, in one transaction; what is for none is dropped.
 * Notices another dispatcher is at are left to it.
 * @returns true when there may be more
 */
export async function addressNotices(inventory: Inventory): Promise<boolean> {
  return await inventory.em.fork().transactional(async (em) => {
    const notices = await em.execute<NoticeRow[]>(
      `delete from notice where id in (select id from notice order by id limit ${BATCH} for update skip locked)
       returning id, ${isoInstant('at')} as at, topic, device_id as "deviceId", device_name as "deviceName", site,
         platform, tags, version_id as "versionId", change, outcome, outcome_before as "outcomeBefore",
         outcome_at::text as "outcomeAt", failures,
         failures_before as "failuresBefore", error_code as "errorCode", serial, serial_before as "serialBefore"`,
    );
    if (notices.length === 0) return false;
    const targets = await em.execute<TargetRow[]>('select name, terms from notification_target');
    const items = notices
      .toSorted((a, b) => Number(a.id) - Number(b.id))
      .flatMap((notice) => targets.flatMap((target) => toItem(notice, target)));
    if (items.length > 0) {
      await em.execute(
        `insert into notification_item (target, kind, state_before, at, added_at, device_id, device_name, site, platform,
           version_id, change, outcome_at, failures, error_code, serial, serial_before)
         select target, kind, state_before, at, now(), device_id, device_name, site, platform, version_id, change,
           outcome_at, failures, error_code, serial, serial_before
         from ${fromRows(itemColumns)}`,
        [toRowParameter(items)],
      );
    }
    return notices.length === BATCH;
  });
}

function toItem(notice: NoticeRow, { name, terms }: TargetRow): object[] {
  const judgement = judgeNotice(notice, terms);
  if (!judgement) return [];
  return [
    {
      target: name,
      kind: judgement.kind,
      state_before: judgement.stateBefore,
      at: notice.at,
      device_id: notice.deviceId,
      device_name: notice.deviceName,
      site: notice.site,
      platform: notice.platform,
      version_id: notice.versionId,
      change: notice.change,
      outcome_at: notice.outcomeAt,
      failures: judgement.kind === 'recovered' ? notice.failuresBefore : notice.failures,
      error_code: notice.errorCode,
      serial: notice.serial,
      serial_before: notice.serialBefore,
    },
  ];
}
