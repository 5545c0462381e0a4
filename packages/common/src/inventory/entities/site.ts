import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A place with executors of its own. */
export const Site = defineEntity({
  name: 'Site',
  properties: {
    name: p.text().primary(),
    /** age public key of the site's executors: credentials are sealed to it; null until its keys are made. */
    recipient: p.text().nullable(),
    /** Since when none of its executors has answered although tasks wait for them; null while one answers. */
    awaySince: p.datetime().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
});
export type Site = InferEntity<typeof Site>;
