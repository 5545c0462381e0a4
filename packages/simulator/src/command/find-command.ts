import type { Command, Family, Pipe } from '../platform/family.ts';

/** A command line understood: the command, and the pipes behind it with what they look for. */
export interface FoundCommand {
  readonly command: Command;
  readonly pipes: readonly FoundPipe[];
}

export interface FoundPipe {
  readonly pipe: Pipe;
  readonly pattern: string;
}

/**
 * Understands a command line as the platform does at a privilege.
 * @returns undefined when the platform would refuse it
 */
export function findCommand(family: Family, level: number, line: string): FoundCommand | undefined {
  // Without a blank before it, a bar belongs to the pattern of a filter.
  const [typed = '', ...piped] = line.trim().split(/\s+\|\s*/);
  const words = typed.split(/\s+/);
  const allowed = family.commands.filter((known) => (known.level ?? 0) <= level);
  const command =
    allowed.find((known) => known.line === words.join(' ')) ??
    (family.abbreviates ? allowed.find((known) => isShortFor(words, known.line.split(' '))) : undefined);
  if (!command) return undefined;
  const pipes = piped.map((text) => findPipe(family, text));
  return pipes.every((found) => found !== undefined) ? { command, pipes } : undefined;
}

/** Numbers are never cut short: `terminal length 2` is not `terminal length 24`. */
function isShortFor(typed: readonly string[], words: readonly string[]): boolean {
  return (
    typed.length === words.length &&
    typed.every((part, index) => {
      const word = words[index] ?? '';
      return part === word || (part.length > 1 && !/^\d/.test(word) && word.startsWith(part));
    })
  );
}

function findPipe(family: Family, text: string): FoundPipe | undefined {
  for (const [start, pipe] of Object.entries(family.pipes)) {
    if (text === start) return { pipe, pattern: '' };
    if (text.startsWith(`${start} `)) return { pipe, pattern: text.slice(start.length + 1) };
  }
  return undefined;
}
