import { z } from 'zod';
import { changeClassSchema } from './outcome.ts';

/** What a device can be told of: a new version, or a turn of its state. */
export const noticeKinds = ['changed', 'failed', 'recovered', 'quarantined', 'replaced'] as const;
export const noticeKindSchema = z.enum(noticeKinds);
export type NoticeKind = (typeof noticeKinds)[number];

/** One thing that happened to one device. Every text is redacted. */
export const notifiedDeviceSchema = z.object({
  device: z.string(),
  site: z.string(),
  platform: z.string(),
  kind: noticeKindSchema,
  at: z.iso.datetime(),
  /** Of `changed`; null otherwise. */
  change: z
    .object({
      class: changeClassSchema,
      /** The first configuration of the device: it has no diff. */
      isFirst: z.boolean(),
      added: z.number().int(),
      removed: z.number().int(),
      /** 40 hex digits. */
      commit: z.string(),
      /** Unified diff, cut at a line end. */
      diff: z.string(),
      /** Lines of the diff that were cut. */
      omittedLines: z.number().int(),
    })
    .nullable(),
  /** Of `failed` and `quarantined`; null otherwise. */
  error: z
    .object({
      /** See docs/errors.md. */
      code: z.string(),
      message: z.string(),
      hint: z.string(),
    })
    .nullable(),
  /** Of `failed`: tasks that failed one after the other. Of `recovered`: how many had. */
  failuresInRow: z.number().int(),
  /** Of `replaced`; null otherwise. */
  serial: z.object({ previous: z.string(), current: z.string() }).nullable(),
});
export type NotifiedDevice = z.output<typeof notifiedDeviceSchema>;

/**
 * The body of a webhook in format `json`. It may come more than once: then it has the same `id` and the same content.
 */
export const notificationSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  /** Name of the target in `notifications`. */
  target: z.string(),
  /** Sent by `netraven notification test`; nothing has happened. */
  isTest: z.boolean(),
  madeAt: z.iso.datetime(),
  /** One line for a person. */
  summary: z.string(),
  /** How many of each kind, those that are not listed included. */
  counts: z.object({
    changed: z.number().int(),
    failed: z.number().int(),
    recovered: z.number().int(),
    quarantined: z.number().int(),
    replaced: z.number().int(),
  }),
  /** What needs attention first: failed, quarantined, replaced, changed, recovered; by time within a kind. */
  devices: z.array(notifiedDeviceSchema),
  /** How many are counted and not listed, to keep the message small. */
  omitted: z.number().int(),
});
export type Notification = z.output<typeof notificationSchema>;
