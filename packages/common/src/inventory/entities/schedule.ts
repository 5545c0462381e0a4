import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Selection } from '../../message/job-request.ts';
import type { Lane } from '../../message/lane.ts';

/** When a selection is backed up again and again. The row is the whole state: whoever locks it may run what is due. */
export const Schedule = defineEntity({
  name: 'Schedule',
  properties: {
    name: p.text().primary(),
    /** Null for an interval; one of both is set. */
    cron: p.text().nullable(),
    everySeconds: p.integer().nullable(),
    /** From when intervals count. */
    anchorAt: p.datetime(),
    timeZone: p.text(),
    selection: p.json<Selection>(),
    lane: p.text().$type<Lane>(),
    reason: p.text().default(''),
    jitterSeconds: p.integer().default(0),
    windows: p.array().columnType('text[]').$type<string[]>().default([]),
    blackouts: p.array().columnType('text[]').$type<string[]>().default([]),
    outsideWindow: p.text().$type<'wait' | 'skip'>().default('wait'),
    missed: p.text().$type<'run' | 'skip'>().default('run'),
    deadlineSeconds: p.integer().nullable(),
    enabled: p.boolean().default(true),
    disabledAt: p.datetime().nullable(),
    /** The due time that has not run; null while it is disabled, and when there is none. */
    nextDueAt: p.datetime().nullable(),
    /** When the job of that due time is made: after its windows and jitter. */
    startsAt: p.datetime().nullable().index(),
    lastDueAt: p.datetime().nullable(),
    lastJob: p.text().nullable(),
    /** Why it has no next due time although it is enabled. */
    problem: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export type Schedule = InferEntity<typeof Schedule>;
