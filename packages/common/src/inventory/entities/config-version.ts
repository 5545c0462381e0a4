import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ChangeClass } from '../../message/outcome.ts';

/** One commit of one device's configuration; no request walks git history for what stands here. */
export const ConfigVersion = defineEntity({
  name: 'ConfigVersion',
  indexes: [{ properties: ['deviceName', 'id'] }],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    capture: p.text().unique(),
    deviceId: p.integer().nullable(),
    deviceName: p.text(),
    site: p.text(),
    path: p.text(),
    platform: p.text(),
    fence: p.text(),
    jobId: p.text(),
    taskId: p.text(),
    commit: p.text().unique(),
    blob: p.text(),
    /** SHA-256 of the redacted text. */
    hash: p.text(),
    bytes: p.integer(),
    lines: p.integer(),
    capturedAt: p.datetime(),
    committedAt: p.datetime(),
    added: p.integer(),
    removed: p.integer(),
    change: p.text().$type<ChangeClass>(),
    /** Unified diff against the commit's parent; empty for the first version. */
    diff: p.text(),
  },
});
export type ConfigVersion = InferEntity<typeof ConfigVersion>;
