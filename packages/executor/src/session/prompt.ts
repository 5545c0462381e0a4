import { type Platform, regexOf } from '@netraven/common/platform';

/** A last line that could be a prompt of a system whose shape is not known: short, and ending as prompts do. */
const PROMPT_LIKE = /^\S.{0,120}[>#$%\]]$|^[>#$%]$|^[\w.@()[\]-]{1,60}:$/;
/** Ends like a prompt, but asks a question. */
const QUESTION_LIKE =
  /\((y(es)?\/n(o)?|n(o)?\/y(es)?)\)|\[(y(es)?\/n(o)?|n(o)?\/y(es)?)\]|\[confirm\]$|(pass\w*|login|user|name|pin|code|choice|option|selection|key|command):$/i;

/** The prompt of one session, learned after login. */
export interface Prompt {
  /** The last line as it was seen, without trailing blanks. */
  readonly line: string;
  /** The part of it that is the same in every mode; undefined when the platform's shape does not fit the line. */
  readonly name: string | undefined;
  /** A clock or a counter stands in it: its digits are another number each time. */
  readonly isMoving?: boolean;
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

/** The prompt that two last lines in a row, with Enter between them, show; undefined where they are different ones. */
export function confirmPrompt(first: Prompt, second: Prompt): Prompt | undefined {
  if (first.line === second.line) return CLOCK.test(second.line) ? { ...second, isMoving: true } : second;
  if (first.name !== undefined && first.name === second.name) return second;
  return withoutNumbers(first.line) === withoutNumbers(second.line)
    ? { line: second.line, name: undefined, isMoving: true }
    : undefined;
}

/** It may have stood still between two looks. */
const CLOCK = /\b\d{1,2}:\d\d\b/;
const withoutNumbers = (line: string) => line.replace(/\d+/g, '0');

/** Compares a last line with the learned prompt. */
export function matchPrompt(platform: Platform, learned: Prompt, lastLine: string): PromptMatch {
  const line = lastLine.trimEnd();
  if (line === learned.line) return 'exact';
  if (learned.isMoving === true && withoutNumbers(line) === withoutNumbers(learned.line)) return 'exact';
  if (learned.name === undefined || line === '') return undefined;
  const shaped = regexOf(platform.prompt).exec(line);
  return shaped?.groups?.name === learned.name ? 'variant' : undefined;
}

/** The prompt as it stands now: that of another command line has another name. */
export function nextPrompt(
  { platform, prompt }: { platform: Platform; prompt: Prompt },
  line: string,
): Prompt {
  if (matchPrompt(platform, prompt, line) !== undefined) return { ...prompt, line };
  return readPrompt(platform, line) ?? { line, name: undefined };
}

/** Whether a line ends in the very prompt, behind text that had no line end. */
export function isGluedPrompt(learned: Prompt, lastLine: string): boolean {
  return learned.line.length > 1 && learned.isMoving !== true && lastLine.trimEnd().endsWith(learned.line);
}

/** The tail of a line that was too long for the terminal: IOS and others scroll it and show `$` for what is gone. */
const SCROLLED = /^(.*?)\$(.{8,})$/;

/**
 * Whether a line is the echo of a command: the command alone, or behind the prompt. Text that merely ends with the
 * command, as NX-OS's `!Command: show running-config`, is none.
 */
export function isEchoLine(platform: Platform, learned: Prompt, command: string, line: string): boolean {
  const shown = line.trim();
  const scrolled = SCROLLED.exec(shown);
  const tail = scrolled?.[2] ?? '';
  const isScrolled = scrolled !== null && command.endsWith(tail) && command !== tail;
  if (!isScrolled && !shown.endsWith(command)) return false;
  const before = isScrolled ? (scrolled[1] ?? '') : shown.slice(0, shown.length - command.length);
  return before.trim() === '' || matchPrompt(platform, learned, before.trimEnd()) !== undefined;
}
