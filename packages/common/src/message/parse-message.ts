import type { z } from 'zod';
import { NetravenError } from '../errors.ts';
import './word-issue.ts';

/** Larger bodies than the broker carries are not worth reading. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const SHOWN_VALUE_LENGTH = 60;
const SENSITIVE_FIELD = /pass|secret|key|token|sealed|enable|webhook/i;

/**
 * Reads a message body of any origin as JSON of the given shape.
 * @throws NETRAVEN_MESSAGE_INVALID naming the field, the rule and the value, cut to a printable length
 */
export function parseMessage<S extends z.ZodType>(
  what: string,
  schema: S,
  body: Uint8Array | string,
): z.output<S> {
  if (body.length > MAX_BODY_BYTES) {
    throw new NetravenError(
      'NETRAVEN_MESSAGE_INVALID',
      `${what}: ${body.length} bytes, at most ${MAX_BODY_BYTES}`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8'));
  } catch (cause) {
    throw new NetravenError('NETRAVEN_MESSAGE_INVALID', `${what}: the body is not JSON`, { cause });
  }
  return parseValue(what, schema, value);
}

/**
 * Checks a value that is already parsed.
 * @throws NETRAVEN_MESSAGE_INVALID as `parseMessage`
 */
export function parseValue<S extends z.ZodType>(what: string, schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new NetravenError('NETRAVEN_MESSAGE_INVALID', `${what}: ${describeIssues(result.error, value)}`);
}

/**
 * Each issue as `field: rule, got value`, joined by `; `.
 * @param hidden fields whose values are not shown; null where the input holds no secret
 */
export function describeIssues(
  error: z.ZodError,
  input: unknown,
  hidden: RegExp | null = SENSITIVE_FIELD,
): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${fieldOf(issue)}${issue.message}${shownValue(issue.path, input, hidden)}`)
    .join('; ');
}

/** What is unknown at the top has no field that could be named before it. */
function fieldOf({ code, path }: z.core.$ZodIssue): string {
  if (path.length > 0) return `${path.join('.')}: `;
  return code === 'unrecognized_keys' ? '' : 'value: ';
}

function shownValue(path: readonly PropertyKey[], input: unknown, hidden: RegExp | null): string {
  if (path.some((part) => hidden?.test(String(part)))) return '';
  let value: unknown = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return '';
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  if (value === undefined || typeof value === 'object') return '';
  return `, got ${JSON.stringify(String(value).slice(0, SHOWN_VALUE_LENGTH))}`;
}
