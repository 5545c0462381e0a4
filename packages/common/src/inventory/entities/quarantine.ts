import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A capture that was not accepted: an operator accepts or drops it. */
export const Quarantine = defineEntity({
  name: 'Quarantine',
  indexes: [{ properties: ['deviceName', 'state'] }],
  properties: {
    id: p.integer().primary().autoincrement(),
    capture: p.text().unique(),
    taskId: p.text(),
    deviceId: p.integer().nullable(),
    deviceName: p.text(),
    fence: p.text(),
    state: p.text().$type<'open' | 'accepted' | 'dropped'>().default('open'),
    reasonCode: p.text(),
    reasonMessage: p.text(),
    capturedAt: p.datetime(),
    hash: p.text(),
    bytes: p.integer(),
    /** Redacted configuration; zstd, base64. */
    text: p.text(),
    /** age, base64; null without recipients. */
    sealed: p.text().nullable(),
    /** To whom it is sealed (`recipientsDigest`). */
    sealedTo: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
  },
});
export type Quarantine = InferEntity<typeof Quarantine>;
