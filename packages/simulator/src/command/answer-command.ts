import type { Command, Family } from '../platform/family.ts';
import { fillText } from './fill-text.ts';
import { type FoundPipe, findCommand } from './find-command.ts';

/** What a device prints for a command line, lines ended by `\n`, without echo and prompt. */
export interface Answer {
  readonly text: string;
  /** True when the text is a configuration, on which chaos may fall. */
  readonly isConfiguration: boolean;
  readonly unpaged: boolean;
  readonly effect?: Command['effect'];
}

/** What the answer depends on beside the line. */
export interface AnswerSource {
  readonly family: Family;
  readonly level: number;
  /** As shown, to put the caret of an error under the command. */
  readonly prompt: string;
  readonly values: Readonly<Record<string, string>>;
  /** Writes the configuration of a view. */
  readonly configuration: (view: string) => string;
}

/** Answers one command line; what the platform does not know gets its error text. */
export function answerCommand(source: AnswerSource, line: string): Answer {
  const found = findCommand(source.family, source.level, line);
  if (!found) return refuseCommand(source, line);
  const { command, pipes } = found;
  const unpaged = pipes.some(({ pipe }) => pipe.unpaged);
  const effect = command.effect === undefined ? {} : { effect: command.effect };
  if (command.view === undefined) {
    const text = pipes.reduce(filterLines, fillText(command.text ?? '', source.values));
    return { text, isConfiguration: false, unpaged, ...effect };
  }
  const view = pipes.find(({ pipe }) => pipe.view !== undefined)?.pipe.view ?? command.view;
  const text = pipes.reduce(filterLines, source.configuration(view));
  return { text, isConfiguration: true, unpaged, ...effect };
}

/** The error text of the platform for a command line. */
export function refuseCommand(source: AnswerSource, line: string): Answer {
  const values = {
    ...source.values,
    line: line.trim(),
    word: line.trim().split(/\s+/)[0] ?? '',
    pad: ' '.repeat(source.prompt.length),
  };
  return { text: fillText(source.family.unknown, values), isConfiguration: false, unpaged: false };
}

function filterLines(text: string, { pipe, pattern }: FoundPipe): string {
  if (!pipe.keep && !pipe.drop) return text;
  const matches = toMatcher(pattern);
  const lines = text.split('\n').slice(0, -1);
  return lines
    .filter((line) => matches(line) === (pipe.keep ?? false))
    .map((line) => `${line}\n`)
    .join('');
}

/** The pattern of a pipe as a regular expression, or as literal text when it is not one. */
function toMatcher(pattern: string): (line: string) => boolean {
  const plain = pattern.replace(/^"(.*)"$/, '$1');
  try {
    const expression = new RegExp(plain);
    return (line) => expression.test(line);
  } catch {
    return (line) => line.includes(plain);
  }
}
