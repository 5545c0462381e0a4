import { z } from 'zod';

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

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
      return `has unknown fields: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
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

function wordBound(bound: string, limit: number | bigint, origin: string): string {
  const unit = units[origin];
  return unit === undefined
    ? `must be ${bound} ${limit}`
    : `must have ${bound} ${limit} ${unit}${limit === 1 ? '' : 's'}`;
}

z.config({ customError: wordIssue });
