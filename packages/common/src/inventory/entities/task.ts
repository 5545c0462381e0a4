import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Lane } from '../../message/lane.ts';
import type { Outcome } from '../../message/outcome.ts';

/** One device in one job. `outcome` is written once: every writer guards with `where outcome is null`. */
export const Task = defineEntity({
  name: 'Task',
  indexes: [{ properties: ['deviceId', 'requestedAt'] }],
  uniques: [{ properties: ['jobId', 'deviceName'] }],
  properties: {
    id: p.text().primary(),
    jobId: p.text(),
    /** Null once the device is removed; its name stays. */
    deviceId: p.integer().nullable(),
    deviceName: p.text(),
    site: p.text(),
    lane: p.text().$type<Lane>(),
    requestedAt: p.datetime(),
    /** When the broker confirmed the task message; null while it has to be published (again). */
    publishedAt: p.datetime().nullable(),
    /** How often the message had to be published anew because it was gone without a result. */
    republished: p.integer().default(0),
    /** Not to be published before: the device's old site, or the task it collided with, may still be at work. */
    holdUntil: p.datetime().nullable(),
    /** Of a cancelled task: since when its message is known to be off the queue. */
    withdrawnAt: p.datetime().nullable(),
    /** The task whose session serves this one too. */
    coalescedInto: p.text().nullable(),
    /** When the result `captured` arrived: from then on only the git-writer decides. */
    capturedAt: p.datetime().nullable(),
    outcome: p.text().$type<Outcome>().nullable(),
    attempts: p.integer().default(0),
    executor: p.text().nullable(),
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    errorHint: p.text().nullable(),
    capture: p.text().nullable(),
    fence: p.text().nullable(),
    /** Commit that holds the configuration, when the outcome is `changed`. */
    commit: p.text().nullable(),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    /** Of the session, in milliseconds. */
    sessionMs: p.integer().nullable(),
  },
});
export type Task = InferEntity<typeof Task>;
