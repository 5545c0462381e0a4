import { regexOf } from '@netraven/common/platform';
import type { OutputBuffer } from './output-buffer.ts';
import {
  isEchoLine,
  isGluedPrompt,
  matchPrompt,
  type PromptMatch,
  readAnyPrompt,
  readPrompt,
} from './prompt.ts';
import { renderLines } from './render-text.ts';
import type { Look } from './shell.ts';
import type { ShellContext } from './shell-context.ts';

/** Without an echo, a prompt may be an older one: it must stand this long, longer where echoes came before. */
const NO_ECHO_SETTLE_MS = 500;
const LOST_ECHO_SETTLE_MS = 3000;
/** A prompt of the same name in another mode may also be text. */
const VARIANT_SETTLE_MS = 100;
/** A configuration may hold its own prompt, in a banner, and a packet may end there. */
const CONFIGURATION_SETTLE_MS = 250;
const END_MARKER_SETTLE_MS = 20;
const NO_END_MARKER_SETTLE_MS = 1500;
const STUCK_LINE_SETTLE_MS = 150;
const QUESTION_SETTLE_MS = 30;
/** A prompt of another name is only believed where the command leads to another command line. */
const OTHER_PROMPT_SETTLE_MS = 300;
const ANY_PROMPT_SETTLE_MS = 1500;
/** A prompt behind text of the same line: the output has no line end of its own, or a line quotes the prompt. */
const GLUED_PROMPT_SETTLE_MS = 1500;
/** Stops of pagers nobody knows: one that says what it is, and any unfinished line. */
const LIKELY_STOP_SETTLE_MS = 1500;
const ANY_STOP_SETTLE_MS = 5000;
const LIKELY_STOP =
  /\b(more|continue|next|page|press|hit|any key|space|spacebar|quit|scroll|enter|return|pause)\b|\(\d+%\)|\(q\)/i;
/** No stop of a pager: a choice, which a wrong key would make. */
const CHOICE =
  /[[(]\s*(y|n|yes|no)\s*[/|]\s*(y|n|yes|no)|\[confirm\]|abort|cancel|interrupt|reboot|reload|(password|username|login)\s*:\s*$/i;
/** The stop of `less` is a mere colon, which may also be the start of a line. */
const SHORT_STOP_LENGTH = 2;
const SHORT_STOP_SETTLE_MS = 300;
/** How much output before the prompt is searched for the end marker. */
const END_MARKER_SEARCH_LENGTH = 600;

export type CommandEnd =
  | { readonly kind: 'prompt' | 'question' }
  /** Not the end, but the device waits for this key. */
  | {
      readonly kind: 'pager';
      readonly send: string /** The stop is only supposed, after this silence. */;
      readonly afterMs?: number;
    }
  /** The device refused the line and left it on its input line. */
  | { readonly kind: 'stuck' };

/** What is looked for after a command was typed. */
export interface EndSearch {
  readonly command: string;
  readonly isConfiguration: boolean;
  /** A question that ends the output as well. */
  readonly stopAt: RegExp | undefined;
  /** The command may lead to a command line with another prompt. */
  readonly mayChangePrompt: boolean;
  /** Start of the line whose pager stop was answered last; -1 before the first. */
  readonly answeredLine: number;
}

type Learned = Pick<ShellContext, 'platform' | 'prompt' | 'isEchoing'>;

/** Reads the last line of an output: whether it is the end, and how long it must stand to be sure. */
export function lookForEnd(
  context: Learned,
  output: OutputBuffer,
  search: EndSearch,
): Look<CommandEnd> | undefined {
  const line = output.lastLine;
  if (line === '') return undefined;
  if (search.stopAt?.test(line)) return { value: { kind: 'question' }, settleMs: QUESTION_SETTLE_MS };
  const match = matchPrompt(context.platform, context.prompt, line);
  if (match !== undefined) {
    return { value: { kind: 'prompt' }, settleMs: settleTime(context, output, { match, search }) };
  }
  const pager = context.platform.pagers.find(({ when }) => regexOf(when, 'i').test(line));
  // A pager is answered once per line: its text may arrive in pieces that each look complete.
  if (pager !== undefined && output.lineStart > search.answeredLine) {
    const settleMs = line.length <= SHORT_STOP_LENGTH ? SHORT_STOP_SETTLE_MS : 0;
    return { value: { kind: 'pager', send: pager.send }, settleMs };
  }
  if (isStuck(context, output, search)) return { value: { kind: 'stuck' }, settleMs: STUCK_LINE_SETTLE_MS };
  return lookForUnknown(context, output, search);
}

/** What a last line may be that is neither the prompt nor a stop as they are known: it must stand. */
function lookForUnknown(
  { platform, prompt, isEchoing }: Learned,
  output: OutputBuffer,
  search: EndSearch,
): Look<CommandEnd> | undefined {
  const line = output.lastLine.trimEnd();
  if (search.mayChangePrompt) {
    if (readPrompt(platform, line)) return { value: { kind: 'prompt' }, settleMs: OTHER_PROMPT_SETTLE_MS };
    if (readAnyPrompt(line)) return { value: { kind: 'prompt' }, settleMs: ANY_PROMPT_SETTLE_MS };
    return undefined;
  }
  if (!output.isEchoed && isEchoing !== false) return undefined;
  if (isGluedPrompt(prompt, line)) return { value: { kind: 'prompt' }, settleMs: GLUED_PROMPT_SETTLE_MS };
  if (line === '' || output.lineStart <= search.answeredLine || CHOICE.test(line)) return undefined;
  const settleMs = LIKELY_STOP.test(line) ? LIKELY_STOP_SETTLE_MS : ANY_STOP_SETTLE_MS;
  return { value: { kind: 'pager', send: ' ', afterMs: settleMs }, settleMs };
}

/** The prompt with the command behind it, after the echo had come already. */
function isStuck({ platform, prompt }: Learned, output: OutputBuffer, { command }: EndSearch): boolean {
  const line = output.lastLine;
  return output.isEchoed && line.trim() !== command && isEchoLine(platform, prompt, command, line);
}

function settleTime(
  context: Learned,
  output: OutputBuffer,
  { match, search }: { match: PromptMatch; search: EndSearch },
): number {
  if (!output.isEchoed && context.isEchoing === true) return LOST_ECHO_SETTLE_MS;
  if (!output.isEchoed) return NO_ECHO_SETTLE_MS;
  const variantMs = match === 'variant' ? VARIANT_SETTLE_MS : 0;
  if (!search.isConfiguration) return variantMs;
  const { endMarker } = context.platform.configuration;
  if (endMarker === undefined) return CONFIGURATION_SETTLE_MS;
  return hasMarker(output, regexOf(endMarker))
    ? Math.max(END_MARKER_SETTLE_MS, variantMs)
    : NO_END_MARKER_SETTLE_MS;
}

function hasMarker(output: OutputBuffer, marker: RegExp): boolean {
  const lines = renderLines(output.beforeLastLine(END_MARKER_SEARCH_LENGTH)).filter((line) => line !== '');
  return lines.slice(-5).some((line) => marker.test(line));
}
