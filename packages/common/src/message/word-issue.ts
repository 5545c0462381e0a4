import { z } from 'zod';
import { didYouMean } from '../nearest-names.ts';

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Unknown and known fields named in one message. */
const MOST_NAMED = 5;

/** Names are anybody's: what is shown and compared of one. */
const LONGEST_NAME = 60;

const units: Readonly<Record<string, string>> = { string: 'character', array: 'item', record: 'field' };

/**
 * The rule a value breaks, for operators: `must be a number`, `is required`. Undefined where zod's own words are all
 * there is.
 */
function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wordType(issue.expected, issue.input);
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_big':
      return wordBound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    case 'too_small':
      return wordBound(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin);
    case 'unrecognized_keys':
      return wordUnknown(issue.keys, issue.inst);
    default:
      return undefined;
  }
}

function wordType(expected: string, input: unknown): string {
  if (input === undefined) return 'is required';
  const wanted = `must be ${names[expected] ?? expected}`;
  if (typeof input !== 'object') return wanted;
  return `${wanted}, not ${input === null ? 'null' : Array.isArray(input) ? 'a list' : 'a mapping'}`;
}

/** With the nearest fields of the mapping beside each; where none is near, with all of them if they are few. */
function wordUnknown(keys: readonly string[], schema: unknown): string {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const words = keys.slice(0, MOST_NAMED).map((key) => {
    const shown = key.slice(0, LONGEST_NAME);
    const meant = didYouMean(shown, known) || allOf(known);
    return `${JSON.stringify(shown)}${meant === '' ? '' : ` (${meant})`}`;
  });
  const more = keys.length > MOST_NAMED ? ` and ${keys.length - MOST_NAMED} more` : '';
  return `has unknown fields: ${words.join(', ')}${more}`;
}

function allOf(known: readonly string[]): string {
  return known.length > 0 && known.length <= MOST_NAMED ? `known: ${known.join(', ')}` : '';
}

function wordBound(bound: string, limit: number | bigint, origin: string): string {
  const unit = units[origin];
  return unit === undefined
    ? `must be ${bound} ${limit}`
    : `must have ${bound} ${limit} ${unit}${limit === 1 ? '' : 's'}`;
}

z.config({ customError: wordIssue });
