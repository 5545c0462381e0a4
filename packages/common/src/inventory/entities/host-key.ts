import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A host key a device is pinned to. */
export const HostKey = defineEntity({
  name: 'HostKey',
  uniques: [{ properties: ['deviceId', 'fingerprint'] }],
  properties: {
    id: p.integer().primary().autoincrement(),
    deviceId: p.integer(),
    type: p.text(),
    /** `SHA256:…` as OpenSSH prints it. */
    fingerprint: p.text(),
    /** Fence of the session that showed it first. */
    fence: p.text().nullable(),
    pinnedAt: p.datetime().onCreate(() => new Date()),
  },
});
export type HostKey = InferEntity<typeof HostKey>;
