import { printable } from '@netraven/common';
import { z } from 'zod';
import { formatInstant } from '../output/format.ts';
import { paint, type Style } from '../output/style.ts';

const recordSchema = z.object({ message: z.string(), hint: z.string() }).partial();

/** A line of the structured log, or the error a command ended with. */
const lineSchema = z.union([
  z.object({
    level: z.string(),
    time: z.string(),
    msg: z.string().default(''),
    err: recordSchema.optional(),
  }),
  z
    .object({ error: recordSchema })
    .transform(({ error }) => ({ level: 'error', time: undefined, msg: '', err: error })),
]);

const alarming: ReadonlySet<string> = new Set(['warn', 'error', 'fatal']);

/**
 * A line of a role's log as an operator should see it on the spot: warnings and errors only. What is no log line at
 * all (a crash) is shown as it is.
 * @returns undefined for what the log file is enough for
 */
export function alarmText(name: string, line: string, style: Style): string | undefined {
  const parsed = parseLine(line);
  if (parsed === undefined) return `${paint(style, 'place', name)} ${printable(line)}`;
  const { level, time, msg, err } = parsed;
  if (!alarming.has(level)) return undefined;
  const what = [...new Set([msg, err?.message ?? ''])].filter((text) => text !== '').join(': ');
  const hint = err?.hint === undefined ? '' : ` (${err.hint})`;
  const at = time === undefined ? [] : [paint(style, 'dim', formatInstant(time))];
  return [
    ...at,
    paint(style, 'place', name),
    paint(style, level === 'warn' ? 'warn' : 'bad', level),
    printable(what + hint),
  ].join(' ');
}

/** The message of a log line, or the line itself. */
export function lineReason(line: string): string {
  const parsed = parseLine(line);
  return parsed?.err?.message ?? parsed?.msg ?? line;
}

function parseLine(line: string): z.output<typeof lineSchema> | undefined {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
