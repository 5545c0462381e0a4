import { regexOf } from '@netraven/common/platform';
import type { OutputBuffer } from './output-buffer.ts';
import { isGluedPrompt, matchPrompt } from './prompt.ts';
import { joinLines, renderLines } from './render-text.ts';
import type { ShellContext } from './shell-context.ts';

export interface CommandOutput {
  /** Lines as a terminal shows them, without echo, prompt and pager stops. */
  readonly lines: string[];
  /** Text that came after the previous prompt and before this command's echo: the rest of an output taken too short. */
  readonly leftover: string;
  /** The unfinished line at the end: the prompt, or a question. */
  readonly lastLine: string;
}

/** A stop of the pager that was answered. */
export interface PagerStop {
  /** Where its line begins in the output. */
  readonly lineStart: number;
  readonly text: string;
}

type Learned = Pick<ShellContext, 'platform' | 'prompt'>;

export function pagerStop(output: OutputBuffer): PagerStop {
  return { lineStart: output.lineStart, text: output.lastLine.trimEnd() };
}

/** Reads a complete output. @param stops the stops that were answered, in order */
export function readOutput(
  context: Learned,
  output: OutputBuffer,
  stops: readonly PagerStop[],
): CommandOutput {
  const raw = output.all();
  const body = output.body();
  const start = raw.length - body.length;
  const lines = renderLines(body);
  let lastLine = lines.pop() ?? '';
  if (
    matchPrompt(context.platform, context.prompt, lastLine) === undefined &&
    isGluedPrompt(context.prompt, lastLine)
  ) {
    lines.push(lastLine.slice(0, -context.prompt.line.length).trimEnd());
    lastLine = context.prompt.line;
  }
  const head = renderLines(raw.slice(0, start)).slice(0, -2);
  return {
    lines: dropRedrawn(context, dropStops(lines, body, { stops, start }), lastLine),
    leftover: joinLines(head.filter((line) => !isPromptOrMessage(context, line))),
    lastLine,
  };
}

/**
 * Takes out the stops of the pager that the device did not erase: the lines where one was answered, and which still
 * read as it did. Other lines may well look like a stop.
 */
function dropStops(
  lines: string[],
  body: string,
  { stops, start }: { stops: readonly PagerStop[]; start: number },
): string[] {
  if (stops.length === 0) return lines;
  const standing = new Set<number>();
  let index = 0;
  let lineStart = 0;
  for (const stop of stops) {
    while (lineStart < stop.lineStart - start) {
      const lineEnd = body.indexOf('\n', lineStart);
      if (lineEnd < 0) break;
      lineStart = lineEnd + 1;
      index++;
    }
    if (lines[index] === stop.text) standing.add(index);
  }
  return standing.size === 0 ? lines : lines.filter((_, at) => !standing.has(at));
}

/** Takes off log messages that came after the output, each with the prompt drawn again behind it. */
function dropRedrawn(context: Learned, lines: string[], lastLine: string): string[] {
  let end = lines.length;
  for (let at = end - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (line === lastLine) end = at;
    else if (line !== '' && !isMessage(context, line)) break;
  }
  return end === lines.length ? lines : lines.slice(0, end);
}

function isPromptOrMessage(context: Learned, line: string): boolean {
  return isMessage(context, line) || matchPrompt(context.platform, context.prompt, line) !== undefined;
}

function isMessage({ platform }: Learned, line: string): boolean {
  return platform.asynchronous.some((source) => regexOf(source).test(line));
}
