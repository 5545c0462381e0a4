import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What happened in a job, line by line, in words an operator reads. (task, attempt, seq) is unique. */
export const JobLog = defineEntity({
  name: 'JobLog',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    jobId: p.text(),
    taskId: p.text().nullable(),
    deviceName: p.text().nullable(),
    attempt: p.integer().default(0),
    seq: p.integer().default(0),
    at: p.datetime(),
    level: p.text().$type<'debug' | 'info' | 'warn' | 'error'>(),
    message: p.text(),
  },
});
export type JobLog = InferEntity<typeof JobLog>;
