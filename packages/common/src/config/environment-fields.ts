import { z } from 'zod';
import { NetravenError } from '../errors.ts';

const PREFIX = 'NETRAVEN';

/**
 * The settings found in `NETRAVEN_…` variables, nested as in the file: the field `nats.credsFile` is
 * `NETRAVEN_NATS_CREDS_FILE`. Lists are separated by commas, lists of mappings are JSON; a number or truth value that does not read as one is
 * left as text, so that the schema names it.
 */
export function environmentFields(
  schema: z.ZodType,
  environment: Readonly<Record<string, string | undefined>>,
  prefix = PREFIX,
): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    const found = Object.entries(inner.shape as Record<string, z.ZodType>)
      .map(
        ([key, field]) =>
          [key, environmentFields(field, environment, `${prefix}_${toVariable(key)}`)] as const,
      )
      .filter(([, value]) => value !== undefined);
    return found.length === 0 ? undefined : Object.fromEntries(found);
  }
  const text = environment[prefix];
  return text === undefined || text === '' ? undefined : readAs(inner, text, prefix);
}

function readAs(schema: z.ZodType, text: string, variable: string): unknown {
  if (schema instanceof z.ZodArray && unwrap(schema.element as z.ZodType) instanceof z.ZodObject)
    return readJson(text, variable);
  if (schema instanceof z.ZodArray) return text.split(',').map((item) => item.trim());
  if (schema instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (schema instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** What cannot be read is not shown: it may hold a secret. */
function readJson(text: string, variable: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `${variable}: must be a list as JSON`);
  }
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
    inner = inner.unwrap() as z.ZodType;
  }
  return inner;
}

function toVariable(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
