import type { Result } from '@netraven/common/message';

/**
 * Results as rows of one JSON document, whose columns `result-columns.ts` names: one statement writes a whole batch.
 * An outcome of `captured` or `retry` is not final.
 */
export function toRows(results: readonly Result[]): object[] {
  return results.map((result) => ({
    task: result.task,
    job: result.job,
    device_id: result.device.id,
    device_name: result.device.name,
    attempt: result.attempt,
    fence: result.fence,
    capture: result.capture,
    outcome: result.outcome === 'captured' || result.outcome === 'retry' ? null : result.outcome,
    captured: result.outcome === 'captured',
    error_code: result.error?.code ?? null,
    error_message: result.error?.message ?? null,
    error_hint: result.error?.hint ?? null,
    executor: result.executor,
    started_at: result.startedAt,
    finished_at: result.finishedAt,
    session_ms: result.sessionMs === null ? null : Math.round(result.sessionMs),
    log: result.log,
    connection_log: result.connectionLog,
    facts: result.facts,
    host_key_type: result.hostKey?.type ?? null,
    host_key_fingerprint: result.hostKey?.fingerprint ?? null,
    jump_host_keys: result.jumpHostKeys,
    quarantine: result.quarantine,
    latest_sealed: result.latestSealed,
    latest_sealed_to: result.latestSealedTo,
  }));
}
