import { type Platform, regexOf } from '@netraven/common/platform';

/** A last line that could be a prompt of a system whose shape is not known: short, and ending as prompts do. */
const PROMPT_LIKE = /^\S.{0,120}[>#$%\]]$|^[>#$%]$/;
/** Ends like a prompt, but asks a question. */
const QUESTION_LIKE = /\((y(es)?\/n(o)?|n(o)?\/y(es)?)\)|\[(y(es)?\/n(o)?|n(o)?\/y(es)?)\]|\[confirm\]$/i;

/** The prompt of one session, learned after login. */
export interface Prompt {
  /** The last line as it was seen, without trailing blanks. */
  readonly line: string;
  /** The part of it that is the same in every mode; undefined when the platform's shape does not fit the line. */
  readonly name: string | undefined;
}

/** How sure it is that a last line is a prompt: `exact` the same as before, `variant` the same name in another mode. */
export type PromptMatch = 'exact' | 'variant' | undefined;

/** Reads a last line as a prompt of the platform, before one is known. */
export function readPrompt(platform: Platform, lastLine: string): Prompt | undefined {
  const line = lastLine.trimEnd();
  const shaped = regexOf(platform.prompt).exec(line);
  return shaped === null ? undefined : { line, name: shaped.groups?.name };
}

/** Reads a last line as a prompt of any shape; for systems whose prompt was changed beyond recognition. */
export function readAnyPrompt(lastLine: string): Prompt | undefined {
  const line = lastLine.trimEnd();
  return PROMPT_LIKE.test(line) && !QUESTION_LIKE.test(line) ? { line, name: undefined } : undefined;
}

/** Compares a last line with the learned prompt. */
export function matchPrompt(platform: Platform, learned: Prompt, lastLine: string): PromptMatch {
  const line = lastLine.trimEnd();
  if (line === learned.line) return 'exact';
  if (learned.name === undefined || line === '') return undefined;
  const shaped = regexOf(platform.prompt).exec(line);
  return shaped?.groups?.name === learned.name ? 'variant' : undefined;
}

/**
 * Whether a line is the echo of a command: the command alone, or behind the prompt. Text that merely ends with the
 * command, as NX-OS's `!Command: show running-config`, is none.
 */
export function isEchoLine(platform: Platform, learned: Prompt, command: string, line: string): boolean {
  const shown = line.trim();
  if (!shown.endsWith(command)) return false;
  const before = shown.slice(0, shown.length - command.length).trimEnd();
  return before === '' || matchPrompt(platform, learned, before) !== undefined;
}
