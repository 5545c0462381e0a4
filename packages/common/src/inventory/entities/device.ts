import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Facts } from '../../message/result.ts';
import type { Limits } from '../../message/task.ts';

/** A device of the inventory, with what the pipeline remembers about it. */
export const Device = defineEntity({
  name: 'Device',
  properties: {
    id: p.integer().primary().autoincrement(),
    name: p.text().unique(),
    host: p.text(),
    port: p.integer().default(22),
    /** netmiko `device_type`; an unknown one is stored as given and fails its own tasks. */
    platform: p.text(),
    site: p.text().index(),
    tags: p.array().columnType('text[]').$type<string[]>().default([]),
    /** Path in the repository, unique, assigned at creation and never derived from device output. */
    path: p.text().unique(),
    algorithms: p.text().$type<'modern' | 'legacy'>().default('modern'),
    hostKeyPolicy: p.text().$type<'trust-on-first-use' | 'strict' | 'ignore'>().default('trust-on-first-use'),
    /** Overrides of the configured limits. */
    limits: p.json<Partial<Limits>>().default('{}'),
    /** Jump hosts in order of travel, by device name. */
    jumps: p.array().columnType('text[]').$type<string[]>().default([]),
    /** Raised when the device moves to another site, so that fences of the old site are older than any of the new. */
    epoch: p.integer().default(1),
    /** The site it moved away from, as long as a task may still run there; no task of the new site starts before. */
    movedFrom: p.text().nullable(),
    /** Newest fence the git-writer has settled, whatever came of it. */
    settledFence: p.text().nullable(),
    facts: p.json<Facts>().nullable(),
    factsFence: p.text().nullable(),
    lastOutcome: p.text().nullable(),
    lastOutcomeAt: p.datetime().nullable(),
    lastErrorCode: p.text().nullable(),
    failuresInRow: p.integer().default(0),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p
      .datetime()
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export type Device = InferEntity<typeof Device>;
