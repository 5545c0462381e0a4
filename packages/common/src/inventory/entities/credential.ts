import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A login, sealed by whoever added it: nothing here opens without a site's key. */
export const Credential = defineEntity({
  name: 'Credential',
  properties: {
    id: p.integer().primary().autoincrement(),
    name: p.text().unique(),
    username: p.text(),
    /** Site name → armoured age text of the credential's secret, one copy per site that needs it. */
    sealed: p.json<Record<string, string>>(),
    /** A copy sealed to the operators, from which they make one for another site; null without recipients. */
    operatorCopy: p.text().nullable(),
    /** Whether it is meant for every site, also those to come. */
    everySite: p.boolean().default(true),
    /** Tags a device must share one of; empty serves every device. */
    tags: p.array().columnType('text[]').$type<string[]>().default([]),
    /** Lower is tried first. */
    priority: p.integer().default(100),
    /** What is sealed, without the values: `password`, `enable`, `privateKey`. */
    holds: p.array().columnType('text[]').$type<string[]>().default([]),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
});
export type Credential = InferEntity<typeof Credential>;
