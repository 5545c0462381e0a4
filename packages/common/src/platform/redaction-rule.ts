import { z } from 'zod';
import { regexSource } from './regex-source.ts';

/** What the value is, in the token that replaces it: `password`, `snmp-community`, `ike-psk`. */
const kind = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and -');

/** Where a secret value stands in one line. */
export const redactionPatternSchema = z.strictObject({
  kind,
  /**
   * Matched without regard to case against one line, as often as it occurs. The values are the named groups
   * `secret`, `secret1`, `secret2` …; what else it matches stays.
   */
  pattern: regexSource.regex(/\(\?<secret\d*>/, 'must have a group named secret'),
  /** The device encrypts the value anew at each read: no fingerprint, so a new value is no change. */
  opaque: z.boolean().optional(),
  /**
   * A line above that the line belongs to, by indentation or as a RouterOS menu path: the rule counts only below
   * such a line.
   */
  within: regexSource.optional(),
  /** The vendor manual, model or recording the shape is known from. */
  source: z.string().min(1).default('operator'),
});
export type RedactionPattern = z.output<typeof redactionPatternSchema>;

/** A secret over several lines: each line after `begin` up to, and without, the first that matches `end`. */
export const redactionBlockSchema = z.strictObject({
  kind,
  begin: regexSource,
  end: regexSource,
  opaque: z.boolean().optional(),
  source: z.string().min(1).default('operator'),
});
export type RedactionBlock = z.output<typeof redactionBlockSchema>;

/**
 * The shape of a secret. Rules are data: a platform carries its own, the executor adds the general ones, an operator
 * writes them in YAML.
 */
export const redactionRuleSchema = z.union([redactionPatternSchema, redactionBlockSchema]);
export type RedactionRule = z.output<typeof redactionRuleSchema>;
