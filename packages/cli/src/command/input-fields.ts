import { deviceNameSchema, siteNameSchema, tagSchema } from '@netraven/common/message';
import { z } from 'zod';
import type { OptionSpec } from './command.ts';

/** A whole number as it is typed. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .refine((number) => number >= min && number <= max, `must be ${min} to ${max}`);
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A duration as it is typed (`90s`, `15m`, `6h`, `1d`, `2w`), in seconds. */
export function duration(minSeconds: number, maxSeconds: number) {
  return z
    .string()
    .regex(/^\d{1,9}[smhdw]$/, 'must be a number with its unit: 90s, 15m, 6h, 1d, 2w')
    .transform((text) => Number(text.slice(0, -1)) * (UNIT_SECONDS[text.slice(-1)] ?? 1))
    .refine(
      (seconds) => seconds >= minSeconds && seconds <= maxSeconds,
      `must be ${minSeconds} s to ${maxSeconds / 86_400} days`,
    );
}

/** Where the hub takes leaf nodes. */
export const hubAddressSchema = z.string().regex(/^[^\s/@]+:\d{1,5}$/, 'must be host:port');

/** An option that may be given several times. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.array(item).default([]);
}

/** A flag without a value. */
export const flag = z.boolean().default(false);

/** Filters over the inventory; a device has to match each kind that is given, and any value within one kind. */
export const filterOptions: readonly OptionSpec[] = [
  { flags: '--tag <tag>', description: 'devices with this tag', repeatable: true },
  { flags: '--site <site>', description: 'devices at this site', repeatable: true },
  { flags: '--platform <platform>', description: 'devices of this platform', repeatable: true },
];

export const filterFields = {
  tag: listOf(tagSchema),
  site: listOf(siteNameSchema),
  platform: listOf(z.string().min(1, 'must not be empty').max(64)),
};

export const deviceNames = z.array(deviceNameSchema).default([]);

/** The selection that filters and names stand for, as the API takes it. */
export function toSelection(input: {
  readonly tag: readonly string[];
  readonly site: readonly string[];
  readonly platform: readonly string[];
  readonly device?: readonly string[];
  readonly all?: boolean;
}) {
  return {
    all: input.all ?? false,
    devices: [...(input.device ?? [])],
    tags: [...input.tag],
    sites: [...input.site],
    platforms: [...input.platform],
  };
}
