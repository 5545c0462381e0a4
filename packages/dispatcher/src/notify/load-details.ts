import type { EntityManager } from '@mikro-orm/postgresql';
import { errorTable } from '@netraven/common';
import { fromRows, toRowParameter } from '@netraven/common/inventory';
import type { ChangeClass, NotifiedDevice } from '@netraven/common/message';
import { cutDiff } from './cut-diff.ts';
import type { DigestItem } from './fold-items.ts';
import type { TargetTerms } from './target-terms.ts';

/** What a target is to be told of one device. */
export interface ItemRow extends DigestItem {
  readonly deviceId: number | null;
  readonly site: string;
  readonly platform: string;
  readonly versionId: string | null;
  readonly change: ChangeClass | null;
  readonly outcomeAt: string | null;
  readonly failures: number;
  readonly errorCode: string | null;
  readonly serial: string | null;
  readonly serialBefore: string | null;
}

interface VersionFacts {
  readonly id: string;
  readonly commit: string;
  readonly added: number;
  readonly removed: number;
  readonly diff: string;
  readonly diffLines: number;
}

interface TaskError {
  readonly position: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly hint: string | null;
}

/** Adds what the rows of versions and tasks say: diffs, which are redacted as git has them, and errors. */
export async function loadDetails(
  em: EntityManager,
  items: readonly ItemRow[],
  terms: Pick<TargetTerms, 'diffLines' | 'maxBytes'>,
): Promise<NotifiedDevice[]> {
  const versions = await loadVersions(em, items, terms.maxBytes);
  const errors = await loadErrors(em, items);
  return items.map((item, position) => {
    const { deviceName: device, site, platform, kind, at, failures, serial, serialBefore } = item;
    return {
      ...{ device, site, platform, kind, at, failuresInRow: failures },
      change: changeOf(item, versions.get(item.versionId ?? ''), terms.diffLines),
      error: kind === 'failed' || kind === 'quarantined' ? errorOf(item, errors.get(position)) : null,
      serial: serial === null || serialBefore === null ? null : { previous: serialBefore, current: serial },
    };
  });
}

function changeOf(
  { kind, change }: ItemRow,
  version: VersionFacts | undefined,
  mostLines: number,
): NotifiedDevice['change'] {
  if (kind !== 'changed' || !change || !version) return null;
  const { commit, added, removed, diff, diffLines } = version;
  const isFirst = diffLines === 0 && removed === 0;
  return { class: change, isFirst, added, removed, commit, ...cutDiff(diff, diffLines, mostLines) };
}

function errorOf({ errorCode, kind }: ItemRow, found: TaskError | undefined): NotifiedDevice['error'] {
  const code = found?.code ?? errorCode ?? 'NETRAVEN_INTERNAL';
  const hint = found?.hint ?? (code in errorTable ? errorTable[code as keyof typeof errorTable].hint : '');
  return { code, message: found?.message ?? `the task ended as ${kind}`, hint };
}

async function loadVersions(
  em: EntityManager,
  items: readonly ItemRow[],
  mostCharacters: number,
): Promise<Map<string, VersionFacts>> {
  const ids = items.flatMap(({ versionId }) => versionId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await em.execute<VersionFacts[]>(
    `select id::text as id, commit, added, removed, left(diff, ?::int) as diff,
       length(diff) - length(replace(diff, E'\\n', '')) as "diffLines"
     from config_version where id in (select jsonb_array_elements_text(?::jsonb)::bigint)`,
    [mostCharacters, JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The error of the task that was the device's last one at that time. */
async function loadErrors(em: EntityManager, items: readonly ItemRow[]): Promise<Map<number, TaskError>> {
  const wanted = items.flatMap(({ kind, deviceId, outcomeAt }, position) =>
    kind === 'failed' || kind === 'quarantined'
      ? [{ position, device_id: deviceId, outcome_at: outcomeAt }]
      : [],
  );
  if (wanted.length === 0) return new Map();
  const rows = await em.execute<TaskError[]>(
    `select r.position, t.error_code as code, t.error_message as message, t.error_hint as hint
     from ${fromRows('position int, device_id int, outcome_at timestamptz')}
     cross join lateral (
       select * from task where task.device_id = r.device_id and task.finished_at = r.outcome_at
         and task.outcome in ('failed', 'quarantined')
       order by task.requested_at desc limit 1
     ) t`,
    [toRowParameter(wanted)],
  );
  return new Map(rows.map((row) => [row.position, row]));
}
