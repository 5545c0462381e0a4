import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The newest commit whose rows are in the database: recovery starts here. */
export const WriterHead = defineEntity({
  name: 'WriterHead',
  properties: {
    /** Name of the repository; one row each. */
    repository: p.text().primary(),
    commit: p.text(),
    updatedAt: p.datetime(),
  },
});
export type WriterHead = InferEntity<typeof WriterHead>;
