import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Redacted transcript of one session; (task, attempt) is unique. */
export const ConnectionLog = defineEntity({
  name: 'ConnectionLog',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    jobId: p.text(),
    taskId: p.text(),
    deviceName: p.text(),
    attempt: p.integer(),
    at: p.datetime(),
    text: p.text(),
  },
});
export type ConnectionLog = InferEntity<typeof ConnectionLog>;
