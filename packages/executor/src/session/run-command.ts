import { NetravenError } from '@netraven/common';
import { regexOf } from '@netraven/common/platform';
import type { OutputBuffer } from './output-buffer.ts';
import { isEchoLine, matchPrompt, type Prompt, type PromptMatch } from './prompt.ts';
import { joinLines, renderLines } from './render-text.ts';
import type { Look } from './shell.ts';
import { type ShellContext, typedLine } from './shell-context.ts';

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
/** The stop of `less` is a mere colon, which may also be the start of a line. */
const SHORT_STOP_LENGTH = 2;
const SHORT_STOP_SETTLE_MS = 300;
/** How much output before the prompt is searched for the end marker. */
const END_MARKER_SEARCH_LENGTH = 600;
const CLEAR_LINE = '\u0015';

export interface CommandOutput {
  /** Lines as a terminal shows them, without echo, prompt and pager stops. */
  readonly lines: string[];
  /** Text that came after the previous prompt and before this command's echo: the rest of an output taken too short. */
  readonly leftover: string;
  /** The output ended at the question of `stopAt` instead of the prompt. */
  readonly asked: boolean;
}

type Found =
  | { readonly kind: 'prompt' }
  | { readonly kind: 'pager'; readonly send: string }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'question' };

/**
 * Types one command and reads its output up to the prompt, going on at each stop of the pager.
 * @param stopAt a question that ends the output as well, as that for the enable password
 * @throws NETRAVEN_SESSION_IDLE, _SESSION_DROPPED, _SESSION_OUTPUT_TOO_LARGE; or the error that ended the session
 */
export async function runCommand(
  context: ShellContext,
  command: string,
  options: { readonly isConfiguration?: boolean; readonly stopAt?: RegExp } = {},
): Promise<CommandOutput> {
  const { shell, platform } = context;
  const search = { command, isConfiguration: options.isConfiguration === true, stopAt: options.stopAt };
  shell.output.reset((line) => isEchoLine(platform, context.prompt, command, line));
  shell.type(typedLine(platform, command));
  let pagerLine = -1;
  try {
    for (;;) {
      const found = await shell.until((output) => lookForEnd(context, output, { ...search, pagerLine }), {
        ...context,
        onIdle: () => silence(context, command),
      });
      if (found.kind === 'prompt' || found.kind === 'question') {
        return finish(context, { ...search, pagerLine }, found.kind === 'question');
      }
      if (found.kind === 'pager') pagerLine = shell.output.lineStart;
      shell.type(found.kind === 'pager' ? found.send : CLEAR_LINE);
    }
  } catch (error) {
    const kind = search.isConfiguration ? 'configuration' : 'printed';
    context.transcript.add(kind, joinLines(renderLines(shell.output.all())));
    throw error;
  }
}

function silence({ where, idleMs }: ShellContext, command: string): NetravenError {
  return new NetravenError(
    'NETRAVEN_SESSION_IDLE',
    `${where}: no prompt after "${command}", silent for ${idleMs} ms`,
  );
}

interface Search {
  readonly command: string;
  readonly pagerLine: number;
  readonly isConfiguration: boolean;
  readonly stopAt: RegExp | undefined;
}

function lookForEnd(context: ShellContext, output: OutputBuffer, search: Search): Look<Found> | undefined {
  const line = output.lastLine;
  if (line === '') return undefined;
  if (search.stopAt?.test(line)) return { value: { kind: 'question' }, settleMs: QUESTION_SETTLE_MS };
  const match = matchPrompt(context.platform, context.prompt, line);
  if (match !== undefined)
    return { value: { kind: 'prompt' }, settleMs: settleTime(context, output, { match, search }) };
  const pager = context.platform.pagers.find(({ when }) => regexOf(when, 'i').test(line));
  // A pager is answered once per line: its text may arrive in pieces that each look complete.
  if (pager !== undefined && output.lineStart > search.pagerLine) {
    const settleMs = line.length <= SHORT_STOP_LENGTH ? SHORT_STOP_SETTLE_MS : 0;
    return { value: { kind: 'pager', send: pager.send }, settleMs };
  }
  if (
    output.isEchoed &&
    isEchoLine(context.platform, context.prompt, search.command, line) &&
    line.trim() !== search.command
  ) {
    return { value: { kind: 'stuck' }, settleMs: STUCK_LINE_SETTLE_MS };
  }
  return undefined;
}

function settleTime(
  context: ShellContext,
  output: OutputBuffer,
  { match, search }: { match: PromptMatch; search: Search },
): number {
  const variantMs = match === 'variant' ? VARIANT_SETTLE_MS : 0;
  if (!output.isEchoed && context.isEchoing !== false) {
    return context.isEchoing === true ? LOST_ECHO_SETTLE_MS : NO_ECHO_SETTLE_MS;
  }
  if (!search.isConfiguration) return output.isEchoed ? variantMs : NO_ECHO_SETTLE_MS;
  const { endMarker } = context.platform.configuration;
  if (endMarker === undefined) return Math.max(CONFIGURATION_SETTLE_MS, variantMs);
  const last = renderLines(output.beforeLastLine(END_MARKER_SEARCH_LENGTH))
    .filter((line) => line !== '')
    .slice(-5);
  const hasMarker = last.some((line) => regexOf(endMarker).test(line));
  return hasMarker ? Math.max(END_MARKER_SETTLE_MS, variantMs) : NO_END_MARKER_SETTLE_MS;
}

function finish(context: ShellContext, search: Search, asked: boolean): CommandOutput {
  const { output } = context.shell;
  const before = context.prompt;
  const raw = output.all();
  const body = output.body();
  const lines = renderLines(body);
  const last = lines.pop() ?? '';
  if (!asked) {
    context.prompt = { ...before, line: output.lastLine.trimEnd() };
    context.isEchoing ??= output.isEchoed;
  }
  const printed = search.pagerLine < 0 ? lines : dropStops(context, lines);
  const shown = dropRedrawn(context, printed);
  const head = renderLines(raw.slice(0, raw.length - body.length)).slice(0, -2);
  const leftover = joinLines(head.filter((line) => !isPromptOrMessage(context, before, line)));
  record(context, {
    search,
    before: before.line,
    leftover,
    isEchoed: output.isEchoed,
    text: joinLines(shown),
  });
  if (asked) context.transcript.add('printed', last);
  return { lines: shown, leftover, asked };
}

function record(
  { transcript }: ShellContext,
  facts: { search: Search; before: string; leftover: string; isEchoed: boolean; text: string },
): void {
  transcript.add('printed', facts.leftover);
  transcript.add(facts.isEchoed ? 'printed' : 'typed', `${facts.before} ${facts.search.command}\n`);
  transcript.add(facts.search.isConfiguration ? 'configuration' : 'printed', facts.text);
}

/** Pager stops that the device left standing as lines of their own. */
function dropStops(context: ShellContext, lines: string[]): string[] {
  const stops = context.platform.pagers.map(({ when }) => regexOf(when, 'i'));
  return lines.filter((line) => line.length <= SHORT_STOP_LENGTH || !stops.some((stop) => stop.test(line)));
}

/** Log messages that came after the output, each with the prompt drawn again behind it. */
function dropRedrawn(context: ShellContext, lines: string[]): string[] {
  let end = lines.length;
  for (let at = end - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (line === context.prompt.line) end = at;
    else if (line !== '' && !isMessage(context, line)) break;
  }
  return end === lines.length ? lines : lines.slice(0, end);
}

function isPromptOrMessage(context: ShellContext, prompt: Prompt, line: string): boolean {
  return isMessage(context, line) || matchPrompt(context.platform, prompt, line) !== undefined;
}

function isMessage({ platform }: ShellContext, line: string): boolean {
  return platform.asynchronous.some((source) => regexOf(source).test(line));
}
