import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Selection } from '../../message/job-request.ts';
import type { Lane } from '../../message/lane.ts';
import type { JobStatus, Outcome } from '../../message/outcome.ts';

/** A request over a selection of devices; its id makes a second identical request the same job. */
export const Job = defineEntity({
  name: 'Job',
  properties: {
    id: p.text().primary(),
    status: p.text().$type<JobStatus>().index(),
    lane: p.text().$type<Lane>(),
    selection: p.json<Selection>(),
    requestedBy: p.text().default(''),
    reason: p.text().default(''),
    requestedAt: p.datetime(),
    deadlineAt: p.datetime().nullable(),
    /** Set once every task row exists; a dispatcher that died before starts over. */
    expandedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    cancelledAt: p.datetime().nullable(),
    /** Number of task rows. */
    taskCount: p.integer().default(0),
    /** What an operator should know of the selection, such as names that match no device. */
    warnings: p.json<string[]>().default('[]'),
    /** Outcome → number of tasks, once the job is closed: so that nobody counts the tasks of old jobs. */
    outcomes: p.json<Partial<Record<Outcome, number>>>().nullable(),
    traceparent: p.text().nullable(),
    /** Name of the schedule that asked for it. */
    schedule: p.text().nullable(),
    /** The due time it was made for; null when an operator ran the schedule. */
    dueAt: p.datetime().nullable(),
  },
});
export type Job = InferEntity<typeof Job>;
