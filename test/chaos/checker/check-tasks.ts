import type { Tables } from './read-tables.ts';
import type { Round } from './round.ts';
import { type Violation, violation } from './violation.ts';

/** Ends a healthy device may come to, whatever happens to the machines that back it up. */
const GOOD = new Set(['changed', 'unchanged', 'superseded', 'coalesced']);

/**
 * Every requested task exists once and has one good outcome; every job is closed; nothing else was made. A job that was
 * cancelled in time may leave tasks out, and end the others as cancelled.
 */
export function checkTasks(rounds: readonly Round[], { jobs, tasks }: Tables): Violation[] {
  const found: Violation[] = [];
  const requested = rounds.flatMap((round) => round.jobs);
  const statusOf = new Map(jobs.map(({ id, status }) => [id, status]));
  const cancelled = new Set(
    requested.flatMap(({ id, isCancelled }) => (isCancelled && statusOf.get(id) === 'CANCELLED' ? id : [])),
  );
  const named = requested.flatMap(({ id, devices }) =>
    devices.map((device) => ({ key: `${device} in job ${id}`, isCancelled: cancelled.has(id) })),
  );
  const wanted = named.flatMap(({ key, isCancelled }) => (isCancelled ? [] : key));
  const rows = tasks.map(({ job, device }) => `${device} in job ${job}`);
  for (const key of missing(wanted, rows)) found.push(violation('every task exists', `no task of ${key}`));
  const allowed = named.map(({ key }) => key);
  for (const key of missing(rows, allowed))
    found.push(violation('only what was requested', `a task of ${key}`));
  for (const key of repeated(rows)) found.push(violation('a task exists once', `several tasks of ${key}`));
  for (const { device, job, outcome, code } of tasks) {
    if (outcome !== null && (GOOD.has(outcome) || (outcome === 'cancelled' && cancelled.has(job)))) continue;
    const rule = outcome === null ? 'every task has an outcome' : 'a healthy device is backed up';
    found.push(violation(rule, `${device} in job ${job}: ${outcome} ${code ?? ''}`));
  }
  const ids = requested.map(({ id }) => id);
  for (const id of missing(ids, [...statusOf.keys()]))
    found.push(violation('no request is lost', `job ${id}`));
  for (const id of missing([...statusOf.keys()], ids))
    found.push(violation('only what was requested', `job ${id}`));
  for (const [id, status] of statusOf) {
    if (status !== 'COMPLETED_SUCCESS' && !cancelled.has(id))
      found.push(violation('every job closes', `job ${id} is ${status}`));
  }
  return found;
}

function missing(wanted: readonly string[], present: readonly string[]): string[] {
  const set = new Set(present);
  return wanted.filter((key) => !set.has(key));
}

function repeated(keys: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(keys.filter((key) => seen.size === seen.add(key).size));
}
