import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What is in git now for a device: searched and compared without reading the repository. */
export const ConfigHead = defineEntity({
  name: 'ConfigHead',
  properties: {
    deviceName: p.text().primary(),
    deviceId: p.integer().nullable(),
    versionId: p.bigint('number').nullable(),
    /** Fence of the newest capture that is, or equals, what is in git. */
    fence: p.text(),
    commit: p.text(),
    hash: p.text(),
    bytes: p.integer(),
    /** Redacted configuration. */
    text: p.text(),
    capturedAt: p.datetime(),
    /** To whom the original in git is sealed (`recipientsDigest`); null where none is there. */
    sealedTo: p.text().nullable(),
    /** Newest sealed original (age, base64) where values are re-encrypted at each read; replaced by newer fences only. */
    latestSealed: p.text().nullable(),
    latestSealedFence: p.text().nullable(),
    /** To whom it is sealed. */
    latestSealedTo: p.text().nullable(),
  },
});
export type ConfigHead = InferEntity<typeof ConfigHead>;
