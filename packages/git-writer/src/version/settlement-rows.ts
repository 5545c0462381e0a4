import { compareFences, parseFence } from '@netraven/common/message';
import { cutAtLine } from '../content/compare-texts.ts';
import type { Settlement } from './settlement.ts';
import type { Version } from './version.ts';

/** Columns of `toSettlementRows`, for `fromRows`. */
export const settlementColumns = `
  seq int, capture text, task text, device_id int, device_name text, site text, fence text, outcome text,
  error_code text, error_message text, error_hint text, commit text, raises_fence boolean, log_seq int,
  log_level text, log_message text`;

/** One row per settlement, oldest fence of a device first. */
export function toSettlementRows(settlements: readonly Settlement[]): object[] {
  return settlements.map((settlement, seq) => ({
    seq,
    capture: settlement.snapshot.capture,
    task: settlement.snapshot.task,
    device_id: settlement.snapshot.device.id,
    device_name: settlement.snapshot.device.name,
    site: settlement.snapshot.site,
    fence: settlement.snapshot.fence,
    outcome: settlement.outcome,
    error_code: settlement.error?.code ?? null,
    error_message: settlement.error?.message ?? null,
    error_hint: settlement.error?.hint ?? null,
    commit: settlement.version?.commit ?? null,
    raises_fence: settlement.raisesFence,
    log_seq: parseFence(settlement.snapshot.fence).revision % 2 ** 31,
    log_level: settlement.error ? 'error' : 'info',
    log_message: describeSettlement(settlement),
  }));
}

function describeSettlement({ outcome, version, seal, error }: Settlement): string {
  if (error) return `not committed: ${error.message}`;
  if (version) return `committed ${version.commit.slice(0, 12)}: +${version.added} -${version.removed} lines`;
  if (seal)
    return `unchanged; its original is sealed to other recipients with commit ${seal.commit.slice(0, 12)}`;
  if (outcome === 'superseded') return 'not committed: a newer capture is stored already';
  return 'not committed: git holds this configuration already';
}

export const versionColumns = `
  seq int, capture text, device_name text, site text, path text, platform text, fence text,
  job_id text, task_id text, commit text, blob text, hash text, bytes int, lines int, captured_at timestamptz,
  committed_at timestamptz, added int, removed int, change text, diff text`;

export function toVersionRows(versions: readonly Version[]): object[] {
  return versions.map((version, seq) => ({
    seq,
    capture: version.facts.capture,
    device_name: version.facts.deviceName,
    site: version.facts.site,
    path: version.path,
    platform: version.facts.platform,
    fence: version.facts.fence,
    job_id: version.facts.jobId,
    task_id: version.facts.taskId,
    commit: version.commit,
    blob: version.blob,
    hash: version.hash,
    bytes: version.bytes,
    lines: version.lines,
    captured_at: version.facts.capturedAt,
    committed_at: new Date(version.committedSeconds * 1000).toISOString(),
    added: version.added,
    removed: version.removed,
    change: version.facts.change,
    diff: version.diff,
  }));
}

export const headColumns = `
  device_name text, fence text, commit text, hash text, bytes int, text text, captured_at timestamptz`;

/** Longer texts are searched up to here; a statement must fit into one string. The repository has them in full. */
const LONGEST_TEXT = 64 * 1024 * 1024;

/** The current text of each device that has another one after the batch, or had none. */
export function toHeadRows(settlements: readonly Settlement[], head: string | null): object[] {
  const rows = new Map<string, object>();
  for (const { snapshot, version, missingHead } of settlements) {
    const text = version?.text ?? missingHead?.text;
    const hash = version?.hash ?? missingHead?.hash;
    if (text === undefined || hash === undefined) continue;
    rows.set(snapshot.device.name, {
      device_name: snapshot.device.name,
      fence: snapshot.fence,
      commit: version?.commit ?? head,
      hash,
      bytes: Buffer.byteLength(text),
      text: cutAtLine(text, LONGEST_TEXT),
      captured_at: snapshot.capturedAt,
    });
  }
  return [...rows.values()];
}

/** The newest fence that is settled for each device. */
export function toFenceRows(settlements: readonly Settlement[]): object[] {
  const newest = new Map<string, { site: string; fence: string }>();
  for (const { snapshot, raisesFence } of settlements) {
    const { site, fence, device } = snapshot;
    const known = newest.get(device.name);
    if (raisesFence && (known === undefined || compareFences(fence, known.fence) > 0))
      newest.set(device.name, { site, fence });
  }
  return [...newest].map(([device_name, row]) => ({ device_name, ...row }));
}
